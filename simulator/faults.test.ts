import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultRequest } from "./control-contract";
import { basic, startTestSimulator, type TestSimulator } from "./test-simulator";

let twilio: TestSimulator;

beforeAll(async () => {
  twilio = await startTestSimulator();
});
afterEach(() => twilio.control.reset());
afterAll(() => twilio.close());

const number = "+14155550123";

/** A purchase as a client without any checks sees it. */
async function buyRaw(signal?: AbortSignal) {
  const response = await fetch(`${twilio.url}${twilio.account}/IncomingPhoneNumbers.json`, {
    method: "POST",
    headers: { authorization: basic() },
    body: new URLSearchParams({ PhoneNumber: number }),
    signal,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const arm = (fault: Omit<FaultRequest, "operation">) => twilio.control.addFault({ operation: "buy", ...fault });
const owned = async () => (await twilio.control.state()).owned.map(({ phone_number }) => phone_number);

describe("a fault on a purchase", () => {
  it("latency delays it and lets it happen", async () => {
    await arm({ kind: "latency", latency_ms: 60 });
    const began = performance.now();
    expect((await twilio.buy(number)).status).toBe(201);
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  });

  it("rate_limit answers 429 with Retry-After and does nothing", async () => {
    await arm({ kind: "rate_limit", times: 2, retry_after: 3 });
    const { status, body, headers } = await twilio.buy(number);
    expect([status, body.code, headers.get("retry-after")]).toEqual([429, 20429, "3"]);
    await twilio.control.clearFaults();
    await arm({ kind: "rate_limit" });
    expect((await twilio.buy(number)).headers.get("retry-after")).toBeNull();
    expect(await owned()).toEqual([]);
  });

  it.each([
    { status: 500, code: 20500 },
    { status: 503, code: 20503 },
  ] as const)("error_before answers $status and does nothing", async ({ status, code }) => {
    await arm({ kind: "error_before", status });
    const answer = await twilio.buy(number);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await owned()).toEqual([]);
  });

  it("error_after answers 500 though the number was bought", async () => {
    await arm({ kind: "error_after" });
    expect((await twilio.buy(number)).status).toBe(500);
    expect(await owned()).toEqual([number]);
  });

  it("drop_before cuts the connection and does nothing", async () => {
    await arm({ kind: "drop_before" });
    await expect(buyRaw()).rejects.toThrow();
    expect(await owned()).toEqual([]);
  });

  it("drop_after cuts the connection though the number was bought", async () => {
    await arm({ kind: "drop_after" });
    await expect(buyRaw()).rejects.toThrow();
    expect(await owned()).toEqual([number]);
    expect((await twilio.buy(number)).status).toBe(201);
    expect((await twilio.control.state()).times_bought).toEqual({ [number]: 1 });
  });

  it("html_502 answers as a proxy would", async () => {
    await arm({ kind: "html_502" });
    const { status, headers, text } = await buyRaw();
    expect([status, headers.get("content-type")]).toEqual([502, "text/html"]);
    expect(text).toContain("<html>");
    expect(await owned()).toEqual([]);
  });

  it("hang never answers and does nothing", async () => {
    await arm({ kind: "hang" });
    const client = new AbortController();
    let settled = false;
    const request = buyRaw(client.signal).finally(() => {
      settled = true;
    });
    request.catch(() => undefined);
    await expect.poll(async () => (await twilio.control.state()).requests.buy).toBe(1);
    expect(settled).toBe(false);
    client.abort();
    await expect(request).rejects.toThrow();
    expect(await owned()).toEqual([]);
  });

  it("taken sells the number to a stranger at that moment", async () => {
    await arm({ kind: "taken" });
    const { status, body } = await twilio.buy(number);
    expect([status, body.code]).toEqual([400, 21422]);
    expect((await twilio.buy(number)).body.code).toBe(21422);
    const { ledger } = await twilio.control.state();
    expect(ledger).toMatchObject([{ act: "taken", by: "stranger", phone_number: number }]);
  });

  it("late_effect cuts the connection at once and buys the number later", async () => {
    await arm({ kind: "late_effect", latency_ms: 500 });
    await expect(buyRaw()).rejects.toThrow();
    expect(await owned()).toEqual([]);
    await expect.poll(owned).toEqual([number]);
  });

  it("a reset calls off what was delayed", async () => {
    await arm({ kind: "latency", latency_ms: 60_000 });
    const request = buyRaw();
    request.catch(() => undefined);
    await expect.poll(async () => (await twilio.control.state()).requests.buy).toBe(1);
    await twilio.control.reset();
    await expect(request).rejects.toThrow();
  });

  it("late_effect with a status answers it instead", async () => {
    await arm({ kind: "late_effect", latency_ms: 500, status: 503 });
    expect((await twilio.buy(number)).status).toBe(503);
    expect(await owned()).toEqual([]);
    await expect.poll(owned).toEqual([number]);
  });
});

describe("a fault", () => {
  it("truncate_page breaks a list in the middle", async () => {
    await twilio.buy(number);
    await twilio.control.addFault({ operation: "list_numbers", kind: "truncate_page" });
    const target = `${twilio.url}${twilio.account}/IncomingPhoneNumbers.json`;
    const response = await fetch(target, { headers: { authorization: basic() } });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect((await twilio.call("GET", "/IncomingPhoneNumbers.json")).status).toBe(200);
  });

  it("strikes as often as told, once by default, until cleared for null", async () => {
    await arm({ kind: "error_before" });
    expect([(await twilio.buy(number)).status, (await twilio.buy(number)).status]).toEqual([500, 201]);
    const { id } = await arm({ kind: "error_before", times: null });
    for (let round = 0; round < 3; round += 1) expect((await twilio.buy(number)).status).toBe(500);
    await twilio.control.clearFaults(id);
    expect((await twilio.buy(number)).status).toBe(201);
  });

  it("is listed with what is left of it", async () => {
    const { id } = await arm({ kind: "rate_limit", times: 3 });
    await twilio.buy(number);
    expect(await twilio.control.listFaults()).toEqual([
      { id, operation: "buy", kind: "rate_limit", times: 3, remaining: 2 },
    ]);
    await twilio.control.clearFaults();
    expect(await twilio.control.listFaults()).toEqual([]);
  });

  it("strikes its own operation only, and any strikes all", async () => {
    await arm({ kind: "error_before" });
    expect((await twilio.call("GET", "/v1/Trunks")).status).toBe(200);
    await twilio.control.clearFaults();
    await twilio.control.addFault({ operation: "any", kind: "error_before", times: 2 });
    expect((await twilio.call("GET", "/v1/Trunks")).status).toBe(500);
    expect((await twilio.call("GET", "/Balance.json")).status).toBe(500);
  });

  it.each([
    ["search", "GET", "/AvailablePhoneNumbers/US/Local.json"],
    ["list_numbers", "GET", "/IncomingPhoneNumbers.json"],
    ["buy", "POST", "/IncomingPhoneNumbers.json"],
    ["fetch_number", "GET", "/IncomingPhoneNumbers/PN.json"],
    ["update_number", "POST", "/IncomingPhoneNumbers/PN.json"],
    ["release", "DELETE", "/IncomingPhoneNumbers/PN.json"],
    ["create_trunk", "POST", "/v1/Trunks"],
    ["list_trunks", "GET", "/v1/Trunks"],
    ["origination", "POST", "/v1/Trunks/TK/OriginationUrls"],
    ["attach", "POST", "/v1/Trunks/TK/PhoneNumbers"],
    ["pricing", "GET", "/v1/PhoneNumbers/Countries/US"],
  ] as const)("named %s strikes %s %s", async (operation, method, target) => {
    await twilio.control.addFault({ operation, kind: "rate_limit" });
    expect((await twilio.call(method, target)).status).toBe(429);
    expect((await twilio.control.state()).requests).toEqual({ [operation]: 1 });
  });

  it("on one number spares the others, whether named or known by its sid", async () => {
    const { body } = await twilio.buy(number);
    await arm({ kind: "error_before", phone_number: "+14155550124" });
    expect((await twilio.buy("+14155550125")).status).toBe(201);
    expect((await twilio.buy("+14155550124")).status).toBe(500);
    await twilio.control.addFault({ operation: "release", kind: "error_before", phone_number: number });
    expect((await twilio.call("DELETE", `/IncomingPhoneNumbers/${body.sid}.json`)).status).toBe(500);
  });

  it("with a probability strikes the same requests again under the same seed, in whatever order they come", async () => {
    const numbers = ["+14155550123", "+14155550124", "+14155550125"];
    const fates = async (seed: number, order: string[]) => {
      await twilio.control.reset();
      await twilio.control.seedDice(seed);
      await arm({ kind: "error_before", probability: 0.5, times: null });
      const statuses: Record<string, number[]> = {};
      for (let round = 0; round < 8; round++) {
        for (const each of order) statuses[each] = [...(statuses[each] ?? []), (await twilio.buy(each)).status];
      }
      return statuses;
    };
    const first = await fates(7, numbers);
    expect(await fates(7, numbers.toReversed())).toEqual(first);
    expect(await fates(8, numbers)).not.toEqual(first);
    expect(new Set(Object.values(first).flat()).size).toBeGreaterThan(1);
  });

  it("with probability 0 never strikes and stays armed", async () => {
    await arm({ kind: "error_before", probability: 0 });
    expect((await twilio.buy(number)).status).toBe(201);
    expect(await twilio.control.listFaults()).toHaveLength(1);
  });

  it("is not spent on a caller who may not enter", async () => {
    await arm({ kind: "error_before" });
    const stranger = basic(undefined, "wrong");
    const answer = await twilio.call("POST", "/IncomingPhoneNumbers.json", { PhoneNumber: number }, stranger);
    expect(answer.status).toBe(401);
    expect(await twilio.control.listFaults()).toHaveLength(1);
  });

  it("joins with a latency", async () => {
    await arm({ kind: "latency", latency_ms: 30 });
    await arm({ kind: "error_after" });
    expect((await twilio.buy(number)).status).toBe(500);
    expect(await owned()).toEqual([number]);
    expect(await twilio.control.listFaults()).toEqual([]);
  });
});
