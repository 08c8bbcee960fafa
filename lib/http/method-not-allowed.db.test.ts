import { describe, expect, it } from "vitest";
import * as purchaseNumber from "@/app/api/core/managed-accounts/[managedAccountId]/purchase-number/route";
import * as phoneNumber from "@/app/api/core/phone-numbers/[phoneNumber]/route";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";

const trusted = "https://app.example.com";
const ask = (method: string, headers: Record<string, string> = {}) =>
  new Request("http://localhost/core/phone-numbers/x", { method, headers });

describe("a method that a route does not have", () => {
  it("is 405, a problem document that names what there is", async () => {
    const response = phoneNumber.PUT(ask("PUT"));
    expect([response.status, response.headers.get("content-type")]).toEqual([405, "application/problem+json"]);
    expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect(response.headers.get("allow")).toBe("GET, PATCH, DELETE, HEAD, OPTIONS");
    expect(await response.json()).toMatchObject({
      code: "method_not_allowed",
      detail: "This endpoint doesn't support PUT. Use GET, PATCH, DELETE.",
    });
    expect(purchaseNumber.GET(ask("GET")).headers.get("allow")).toBe("POST, OPTIONS");
  });
});

describe("pages of other origins", () => {
  const preflight = (origin: string) =>
    phoneNumber.OPTIONS(ask("OPTIONS", { Origin: origin, "Access-Control-Request-Method": "PATCH" })).headers;

  it("get leave to send a token when their origin is allowed, never our cookie", () => {
    const headers = preflight(trusted);
    expect(headers.get("access-control-allow-origin")).toBe(trusted);
    expect(headers.get("access-control-allow-methods")).toBe("GET, PATCH, DELETE");
    expect(headers.get("access-control-allow-headers")).toContain("Authorization");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("vary")).toBe("Origin");
  });

  it.each(["https://evil.example", "null", `${trusted}.evil.example`, "http://app.example.com", `${trusted}:8443`])(
    "get none as %s",
    (origin) => {
      expect([...preflight(origin).keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    },
  );

  it("read answers and refusals when allowed", async () => {
    const { apiKey } = await newOrganization();
    const asked = { params: { phoneNumber: "+14155550199" }, headers: { Origin: trusted } };
    for (const token of [apiKey, "ak_nonsense"]) {
      const { headers } = await call(phoneNumber.GET, { token, ...asked });
      expect(headers.get("access-control-allow-origin")).toBe(trusted);
      expect(headers.get("access-control-expose-headers")).toContain("X-Request-Id");
    }
    const closed = await call(phoneNumber.GET, {
      token: apiKey,
      ...asked,
      headers: { Origin: "https://evil.example" },
    });
    expect(closed.headers.get("access-control-allow-origin")).toBeNull();
  });
});
