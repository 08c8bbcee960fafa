import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { env, forgetEnvironment } from "@/lib/platform/env";
import { createUser } from "@/prisma/factories";
import { callAuth, csrfToken, signInByPassword } from "@/test/support/call-auth";

const seed = Number(process.env.FUZZ_SEED) || Math.floor(Math.random() * 2 ** 31);
/** What only our own code or a library of ours would say. */
const fromWithin =
  /prisma|argon|invocation|database|is not a function|cannot read|undefined \(|unexpected token|node_modules/i;

const names = ["email", "password", "code", "callbackUrl", "json", "redirect", "csrfToken", "data", "error", "state"];
const texts = fc.oneof(
  fc.constantFrom(
    "",
    "\0",
    "a\0b@x.com",
    "\ud800",
    "true",
    "//evil.example",
    "javascript:alert(1)",
    "http://localhost:3000.evil.com/",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.emailAddress(),
  fc.constant("x".repeat(5_000)),
);
const members = fc.dictionary(fc.constantFrom(...names), fc.oneof(texts, fc.jsonValue()));
const forms = fc.dictionary(fc.constantFrom(...names), texts);
type Sent = { json?: unknown; form?: Record<string, string> };
const actions = [
  ...["callback/credentials", "callback/credentials", "callback/oidc", "callback/none", "signin", "signin/credentials"],
  ...["signin/oidc", "signout", "session", "csrf", "providers", "error", "error/%0A", "verify-request", "_log", "x"],
];

describe(`/api/auth/* (FUZZ_SEED=${seed})`, () => {
  it("answers any input with neither 5xx nor a word of our code's or the database's", async () => {
    Object.assign(process.env, { OIDC_ISSUER: "http://127.0.0.1:9", OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "x" });
    forgetEnvironment();
    const csrf = await csrfToken();
    const requests = fc.record({
      action: fc.constantFrom(...actions),
      query: fc.oneof(fc.constant({}), fc.dictionary(fc.constantFrom(...names), texts)),
      sent: fc.oneof<fc.Arbitrary<Sent>[]>(
        fc.constant({}),
        fc.record({ json: fc.oneof(members, members, fc.jsonValue()) }),
        fc.record({ form: forms }),
      ),
      trusted: fc.boolean(),
      returnTo: fc.option(texts, { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ action, query, sent, trusted, returnTo }) => {
        const own: Record<string, string> = trusted ? { csrfToken: csrf.token } : {};
        const body = {
          ...(sent.json !== undefined && { json: isObject(sent.json) ? { ...sent.json, ...own } : sent.json }),
          ...(sent.form && { form: { ...sent.form, ...own } }),
        };
        const cookies = {
          ...csrf.cookies,
          ...(returnTo?.isWellFormed() && { "next-auth.callback-url": returnTo }),
        };
        const { status, headers, text } = await callAuth(action, { query: wellFormed(query), ...body, cookies });
        expect(status, text).toBeLessThan(500);
        expect(`${headers.get("location")} ${text}`).not.toMatch(fromWithin);
      }),
      { seed, numRuns: 400 },
    );
  });

  it.each([
    ["a NUL character", { email: "a\0b@x.com", password: "x" }],
    ["no text", { email: {}, password: 5 }],
    ["half a surrogate pair", { email: "a@x.com", password: "\ud800", code: ["1"] }],
  ])("refuses credentials of %s before it looks at them", async (_, credentials) => {
    const { token, cookies } = await csrfToken();
    const { status, text } = await callAuth("callback/credentials", {
      json: { ...credentials, csrfToken: token, json: "true" },
      cookies,
    });
    expect([status, JSON.parse(text).code]).toEqual([422, "validation_failed"]);
  });

  it("refuses an address longer than an account's like a wrong one", async () => {
    const credentials = { email: `${"x".repeat(250)}@x.com`, password: "x" };
    expect((await signInByPassword(credentials)).error).toBe("CredentialsSignin");
  });

  it.each([
    ["http://localhost:4710.evil.com/", "http://localhost:3000/"],
    ["http://localhost:3000.evil.com/", "http://localhost:3000/"],
    ["//evil.example/a", "http://localhost:3000/"],
    ["\\\\evil.example", "http://localhost:3000/"],
    ["javascript:alert(1)", "http://localhost:3000/"],
    ["/northwind/phone-numbers?q=1", "http://localhost:3000/northwind/phone-numbers?q=1"],
  ])("leads %j after a sign-in to %s", async (callbackUrl, expected) => {
    const user = await createUser();
    const inBody = await signInByPassword({ email: user.email, password: user.password, callbackUrl });
    expect(JSON.parse(inBody.text)).toEqual({ url: expected });
    const inQuery = await callAuth("signin", { query: { callbackUrl } });
    expect(inQuery.status).toBe(302);
    const location = new URL(inQuery.headers.get("location") ?? "", env().APP_URL);
    expect(location.searchParams.get("callbackUrl")).toBe(expected);
  });
});

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const wellFormed = (query: Record<string, string>) =>
  Object.fromEntries(Object.entries(query).map(([name, text]) => [name, text.toWellFormed()]));
