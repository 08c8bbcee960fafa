import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSecret, formatToken } from "@/lib/identity/tokens";
import { scrub, scrubText } from "./scrub";

const secret = fc.stringMatching(/^[A-Za-z0-9_-]{12,48}$/);
const secretNames = [
  "authorization",
  "Cookie",
  "set-cookie",
  "password",
  "auth_password",
  "clientSecret",
  "credentials",
  "api_key",
];

describe("scrub", () => {
  it("hides members whose name says that they are secret, however deep", () => {
    const nested = fc.tuple(
      secret,
      fc.constantFrom(...secretNames),
      fc.array(fc.constantFrom("a", "b"), { maxLength: 9 }),
    );
    fc.assert(
      fc.property(nested, ([text, name, path]) => {
        const value = path.reduce<unknown>((inner, member) => ({ [member]: [inner] }), { [name]: text });
        expect(JSON.stringify(scrub(value))).not.toContain(text);
      }),
    );
  });

  it("hides what has the shape of a credential, wherever it stands", () => {
    const token = formatToken("pat", "018f4c9e-7b5a-7000-8000-000000000000", createSecret());
    for (const text of [token, `Bearer ${token}`, "whsec_c2VjcmV0", "Basic YWRtaW46YWRtaW4="]) {
      expect(scrubText(`sent ${text}, refused`)).toBe("sent [redacted], refused");
    }
    expect(scrubText("postgresql://trunkline:hunter2@db/x")).toBe("postgresql://trunkline:[redacted]@db/x");
  });

  it.each([
    "/invite/",
    "/sign-in?from=%2Finvite%2F",
    "%252Finvite%252F",
    "/account/verify-email/",
    "https://numbers.example/invite/",
  ])("hides an invitation's token behind %s", (path) => {
    const token = createSecret();
    expect(scrubText(`GET ${path}${token} failed`)).toBe(`GET ${path}[redacted] failed`);
  });

  it("hides the one-time values of an address, and keeps the rest of it", () => {
    expect(scrubText("/api/auth/callback/oidc?code=c0de&iss=x&state=st4te")).toBe(
      "/api/auth/callback/oidc?code=[redacted]&iss=x&state=[redacted]",
    );
  });

  it("keeps ids, codes and times", () => {
    const line = { request_id: "018f4c9e-7b5a-7000-8000-000000000000", status: 422, operation: "createApiKey", ms: 3 };
    expect(scrub(line)).toEqual(line);
  });
});
