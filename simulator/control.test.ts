import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isLoopback } from "./server";
import { startTestSimulator, type TestSimulator } from "./test-simulator";

let twilio: TestSimulator;

beforeAll(async () => {
  twilio = await startTestSimulator();
});
afterEach(() => twilio.control.reset());
afterAll(() => twilio.close());

const number = "+14155550123";

describe("the control endpoint", () => {
  it("suspends the account, spoils its credentials, and restores it", async () => {
    await twilio.control.setAccountStatus("suspended");
    const suspended = await twilio.buy(number);
    expect([suspended.status, suspended.body.code]).toEqual([403, 20403]);
    await twilio.control.setAccountStatus("bad_credentials");
    const refused = await twilio.call("GET", "/v1/Trunks");
    expect([refused.status, refused.body.code]).toEqual([401, 20003]);
    expect((await twilio.control.state()).account_status).toBe("bad_credentials");
    await twilio.control.setAccountStatus("active");
    expect((await twilio.buy(number)).status).toBe(201);
  });

  it.each([
    ["of another site", { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }],
    ["under a rebound name", { Origin: "http://evil.example:4010", "Sec-Fetch-Site": "same-origin" }],
    ["without an origin", { "Sec-Fetch-Site": "cross-site" }],
  ])("takes nothing from a page %s", async (_, headers) => {
    const before = await twilio.control.state();
    for (const type of ["text/plain", "application/json"]) {
      const body = JSON.stringify({ status: "suspended" });
      const answer = await fetch(`${twilio.url}/_simulator/account`, {
        method: "POST",
        headers: { ...headers, "Content-Type": type },
        body,
      });
      expect(answer.status).toBe(403);
    }
    expect(await twilio.control.state()).toEqual(before);
  });

  it("changes prices one by one", async () => {
    await twilio.control.setPrices({ local: "1.40" });
    const { body } = await twilio.call("GET", "/v1/PhoneNumbers/Countries/US");
    expect(body.phone_number_prices).toMatchObject([{ current_price: "1.40" }, { current_price: "2.15" }]);
  });

  it("takes, releases and rebinds owned numbers behind our back", async () => {
    const trunk = await twilio.createTrunk();
    const { body } = await twilio.buy(number, { TrunkSid: trunk });
    const one = `/IncomingPhoneNumbers/${body.sid}.json`;
    await twilio.control.rebindNumber(number, null);
    expect((await twilio.call("GET", one)).body.trunk_sid).toBeNull();
    await twilio.control.rebindNumber(number, trunk);
    expect((await twilio.call("GET", one)).body.trunk_sid).toBe(trunk);
    await twilio.control.releaseNumber(number);
    expect((await twilio.call("GET", one)).status).toBe(404);
    await twilio.buy("+14155550124");
    await twilio.control.takeNumber("+14155550124");
    const { owned, ledger } = await twilio.control.state();
    expect(owned).toEqual([]);
    expect(ledger.map(({ act, by }) => `${act} by ${by}`)).toEqual([
      "bought by api",
      "released by owner",
      "bought by api",
      "taken by stranger",
    ]);
  });

  it("refuses what is not there and bodies that do not fit, in words", async () => {
    const { control } = twilio;
    await expect(control.releaseNumber(number)).rejects.toThrow("does not own");
    await expect(control.rebindNumber(number, null)).rejects.toThrow("does not own");
    await expect(control.takeNumber("4155550123")).rejects.toThrow("400");
    await expect(control.setPrices({ local: "cheap" })).rejects.toThrow("local");
    await expect(control.addFault({ operation: "buy", kind: "hang", times: 0 })).rejects.toThrow("times");
    const misspelt = { operation: "buy", kind: "hang", tiems: 1 } as const;
    await expect(control.addFault(misspelt)).rejects.toThrow("tiems");
    const broken = await fetch(`${twilio.url}/_simulator/faults`, { method: "POST", body: "{" });
    expect(broken.status).toBe(400);
    expect((await fetch(`${twilio.url}/_simulator/nothing`)).status).toBe(404);
  });

  it("reset brings back the first day", async () => {
    await twilio.createTrunk({ DomainName: "desk.pstn.twilio.com" });
    await twilio.buy(number);
    await twilio.control.setAreaCodeEmpty(415, true);
    await twilio.control.setPrices({ toll_free: "9.99" });
    await twilio.control.addFault({ operation: "any", kind: "latency", times: null });
    await twilio.control.reset();
    expect(await twilio.control.state()).toEqual({
      owned: [],
      trunks: [],
      requests: {},
      account_status: "active",
      times_bought: {},
      ledger: [],
    });
    expect(await twilio.control.listFaults()).toEqual([]);
    expect((await twilio.buy(number)).status).toBe(201);
  });

  it("lets in callers on this machine only", () => {
    for (const address of ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"]) expect(isLoopback(address)).toBe(true);
    for (const address of ["10.0.0.1", "::ffff:10.0.0.1", "1127.0.0.1", "fe80::1", "", undefined]) {
      expect(isLoopback(address)).toBe(false);
    }
  });
});
