import { createServer, type ServerResponse } from "node:http";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CarrierError } from "@/lib/carriers/carrier";
import { createTwilioCarrier } from "@/lib/carriers/twilio/adapter";
import { json, startScriptedHost } from "@/test/support/carriers/scripted-host";
import { serveHere } from "@/test/support/serve-here";

const accountSid = `AC${"a".repeat(32)}`;
const authToken = "5up3r-5ecret-t0ken";
const apiKeySid = `SK${"b".repeat(32)}`;
const apiKeySecret = "5up3r-5ecret-key";
const basic = (user: string, password: string) => Buffer.from(`${user}:${password}`).toString("base64");

const order = { phoneNumber: "+14155550100", trunkId: "TK1", reference: "tl/op_1" };
const bought = {
  sid: "PN1",
  phone_number: order.phoneNumber,
  friendly_name: order.reference,
  trunk_sid: order.trunkId,
  date_created: "Thu, 30 Jul 2015 23:19:04 +0000",
};

let host: Awaited<ReturnType<typeof startScriptedHost>>;
const timeoutMs = 5000;
const makeCarrier = (ms = timeoutMs) =>
  createTwilioCarrier({ accountSid, authToken, baseUrl: host.url, timeoutMs: ms });
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable("it succeeded"),
    (error: unknown) => error,
  );

beforeAll(async () => {
  host = await startScriptedHost();
});
afterAll(() => host.close());

const trickle = (response: ServerResponse) => {
  response.writeHead(201, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(timer));
};

const failures: [string, (response: ServerResponse) => void, string][] = [
  ["a dropped connection", (response) => response.destroy(), "unknown/unreachable"],
  ["no answer", () => undefined, "unknown/timeout"],
  ["an answer that trickles in", trickle, "unknown/timeout"],
  ["a rate limit", (r) => json(r, 429, { code: 20429, message: "slow down" }), "unavailable/rate_limited"],
  ["a server error", (r) => json(r, 500, { code: 20500, message: "oh" }), "unknown/server_error"],
  ["unavailability", (r) => json(r, 503, { code: 20503, message: "oh" }), "unknown/server_error"],
  ["a proxy's error page", (r) => r.writeHead(502).end("<html>Bad Gateway</html>"), "unknown/server_error"],
  ["a proxy's page of success", (r) => r.writeHead(200).end("<html>Hi</html>"), "unknown/unexpected_reply"],
  ["a redirect", (r) => json(r, 302, bought, { location: `${host.url}/elsewhere` }), "unknown/unexpected_reply"],
  ["half an answer", (r) => r.writeHead(201).end('{"sid": "PN1", "phone'), "unknown/unexpected_reply"],
  [
    "a broken-off answer",
    (r) => r.writeHead(201, { "content-length": 99 }).write("{", () => r.destroy()),
    "unknown/unreachable",
  ],
  ["another number", (r) => json(r, 201, { ...bought, phone_number: "+14155550199" }), "unknown/unexpected_reply"],
  ["another reference", (r) => json(r, 201, { ...bought, friendly_name: "tl/op_2" }), "unknown/unexpected_reply"],
  ["another trunk", (r) => json(r, 201, { ...bought, trunk_sid: "" }), "unknown/unexpected_reply"],
  [
    "a refusal that repeats the credentials",
    (r) => json(r, 401, { code: 20003, message: `${authToken} ${basic(accountSid, authToken)}` }),
    "refused/authentication_failed",
  ],
];

describe.each(failures)("a purchase answered with %s", (_name, answer, verdict) => {
  it(`is ${verdict} after one request, and the error holds no credential`, async () => {
    host.answerWith(answer);
    const error = await failureOf(makeCarrier(verdict.endsWith("timeout") ? 150 : timeoutMs).buy(order));

    if (!(error instanceof CarrierError)) throw error;
    expect(`${error.kind}/${error.reason}`).toBe(verdict);
    expect(host.seen).toHaveLength(1);
    expect(error.cause).toBeUndefined();
    const shown = [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error), error.stack].join("\n");
    for (const secret of [authToken, basic(accountSid, authToken), "Authorization"])
      expect(shown).not.toContain(secret);
  });
});

it("a purchase at a host that nobody listens on was sent nowhere", async () => {
  const gone = await startScriptedHost();
  await gone.close();
  const carrier = createTwilioCarrier({ accountSid, authToken, baseUrl: gone.url, timeoutMs });
  const error = await failureOf(carrier.buy(order));
  expect(error).toMatchObject({ kind: "unavailable", reason: "unreachable" });
  expect(inspect(error, { depth: 10 })).not.toContain(authToken);
});

it("a purchase is one request with number, trunk and reference", async () => {
  host.answerWith((response) => json(response, 201, bought));
  await expect(makeCarrier().buy(order)).resolves.toMatchObject({ carrierId: "PN1", trunkId: "TK1" });
  expect(host.seen).toHaveLength(1);
  const [request] = host.seen;
  expect(request).toMatchObject({
    method: "POST",
    url: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json`,
  });
  expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
    PhoneNumber: order.phoneNumber,
    TrunkSid: order.trunkId,
    FriendlyName: order.reference,
  });
  expect(request?.headers).toMatchObject({
    authorization: `Basic ${basic(accountSid, authToken)}`,
    "x-twilio-host": "api.twilio.com",
  });
});

it.each(["", "x".repeat(65)])(
  "a reference of the wrong length is refused before anything is sent",
  async (reference) => {
    host.answerWith((response) => json(response, 201, bought));
    const refusal = { kind: "refused", reason: "bad_request" };
    await expect(makeCarrier().buy({ ...order, reference })).rejects.toMatchObject(refusal);
    const trunk = { reference, originationUrl: "sip:x.example.com" };
    await expect(makeCarrier().findOrCreateTrunk(trunk)).rejects.toMatchObject(refusal);
    expect(host.seen).toEqual([]);
  },
);

it("an API key signs in for the account it belongs to", async () => {
  host.answerWith((response) => json(response, 200, { incoming_phone_numbers: [] }));
  await createTwilioCarrier({ accountSid, apiKeySid, apiKeySecret, baseUrl: host.url, timeoutMs }).findOwned("+1415");
  expect(host.seen[0]?.headers.authorization).toBe(`Basic ${basic(apiKeySid, apiKeySecret)}`);
  expect(host.seen[0]?.url).toContain(`/Accounts/${accountSid}/`);
});

it("each reply's own request id and wish to wait arrive, also of several at once", async () => {
  host.answerWith((response, { url }) => {
    const country = url.slice(-2);
    json(response, 429, { code: 20429 }, { "Retry-After": country === "US" ? "1" : "2", "Twilio-Request-Id": country });
  });
  const carrier = makeCarrier();
  const errors = await Promise.all(["US", "CA"].map((country) => failureOf(carrier.price(country, "local"))));
  expect(errors).toMatchObject([
    { details: { carrierRequestId: "US", retryAfterMs: 1000 } },
    { details: { carrierRequestId: "CA", retryAfterMs: 2000 } },
  ]);
});

it("a proxy of the environment is gone through, except to a stand-in", async () => {
  const asked: string[] = [];
  const server = createServer().on("connect", ({ url }, socket) => {
    asked.push(url ?? "");
    socket.end("HTTP/1.1 503 Service Unavailable\r\n\r\n");
  });
  const proxy = await serveHere(server);
  for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]) vi.stubEnv(name, proxy.url);
  vi.stubEnv("NO_PROXY", "");
  host.answerWith((response) => json(response, 200, { phone_number_prices: [] }));

  await makeCarrier().price("US", "local");
  expect(asked).toEqual([]);
  expect(host.seen[0]?.headers["x-twilio-host"]).toBe("pricing.twilio.com");
  const error = await failureOf(createTwilioCarrier({ accountSid, authToken, timeoutMs }).price("US", "local"));
  expect(error).toBeInstanceOf(CarrierError);
  expect(asked).toEqual(["pricing.twilio.com:443"]);
  vi.unstubAllEnvs();
  await proxy.close();
});

it("Twilio's list of partial matches is compared exactly, to its last page", async () => {
  const others = ["+141555501001", "+24155550100"].map((phone_number) => ({ ...bought, phone_number }));
  host.answerWith((response, { url }) =>
    url.includes("Page=1")
      ? json(response, 200, { incoming_phone_numbers: [bought], next_page_uri: null })
      : json(response, 200, { incoming_phone_numbers: others, next_page_uri: `${url}&Page=1&PageToken=PA1` }),
  );
  await expect(makeCarrier().findOwned(order.phoneNumber)).resolves.toMatchObject({ carrierId: "PN1" });
  await expect(makeCarrier().findOwned("+1415555010")).resolves.toBeUndefined();
  expect(host.seen[0]?.url).toContain("PhoneNumber=%2B14155550100");
});

it("a link to the next page on another host does not carry the credentials there", async () => {
  const stranger = await startScriptedHost();
  const trunk = { sid: "TK1", friendly_name: "tl/org_1", date_created: "2026-01-01T00:00:00Z" };
  host.answerWith((response, { url }) => {
    if (url.includes("OriginationUrls")) {
      return json(response, 200, { origination_urls: [{ sid: "OU1", sip_url: "sip:X.example.com" }], meta: {} });
    }
    const last = url.includes("Page=1");
    const next_page_url = last ? null : `${stranger.url}/v1/Trunks?PageSize=100&Page=1`;
    json(response, 200, { trunks: last ? [trunk] : [], meta: { next_page_url } });
  });
  const found = await makeCarrier().findOrCreateTrunk({ reference: "tl/org_1", originationUrl: "sip:x.example.com" });
  expect(found).toEqual({ carrierId: "TK1", reference: "tl/org_1" });
  expect(stranger.seen).toEqual([]);
  expect(host.seen.map(({ headers }) => headers["x-twilio-host"])).toEqual(Array(3).fill("trunking.twilio.com"));
  await stranger.close();
});

it.each(["?Page=1", "http://"])("a list that never ends, or leads nowhere, is an error", async (next_page_uri) => {
  host.answerWith((response) => json(response, 200, { incoming_phone_numbers: [], next_page_uri }));
  await expect(makeCarrier().findOwned(order.phoneNumber)).rejects.toMatchObject({ reason: "unexpected_reply" });
});

it("a 404 that is not Twilio's does not release a number, nor empty a search", async () => {
  host.answerWith((response) => response.writeHead(404).end("<html>Not Found</html>"));
  const unknown = { kind: "unknown", reason: "unexpected_reply" };
  await expect(makeCarrier().release("PN1")).rejects.toMatchObject(unknown);
  await expect(makeCarrier().search({ countryCode: "US", phoneNumberType: "local", limit: 5 })).rejects.toMatchObject(
    unknown,
  );
});
