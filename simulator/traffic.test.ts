import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountStatuses } from "./control-contract";
import { basic, type Fields, startTestSimulator, type TestSimulator } from "./test-simulator";

let twilio: TestSimulator;

beforeAll(async () => {
  twilio = await startTestSimulator();
});
afterEach(() => twilio.control.reset());
afterAll(() => twilio.close());

const elapsed = async (work: () => Promise<unknown>) => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

describe("the carrier's manner", () => {
  it("answers at once unless told to take its time, until a reset", async () => {
    await twilio.control.setTraffic({ latency_ms: 300, latency_spread_ms: 100 });
    const slow = await elapsed(() => twilio.call("GET", "/Balance.json"));
    expect(slow).toBeGreaterThanOrEqual(195);
    await twilio.control.reset();
    expect(await elapsed(() => twilio.call("GET", "/Balance.json"))).toBeLessThan(190);
  });

  it("takes so many requests of an account at once, and refuses one more without doing anything", async () => {
    const other = { account_sid: `AC${"7".repeat(32)}`, auth_token: "other" };
    await twilio.control.openAccount(other);
    await twilio.control.setTraffic({ latency_ms: 300, concurrency: 2 });
    const asked = [0, 1, 2].map((line) => twilio.buy(`+1415555010${line}`));
    const elsewhere = twilio.call("GET", "/v1/Trunks", {}, basic(other.account_sid, other.auth_token));
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect([refused?.body.code, refused?.headers.get("twilio-concurrent-requests")]).toEqual([20429, "3"]);
    expect((await elsewhere).status).toBe(200);
    expect((await twilio.control.state()).owned).toHaveLength(2);
  });
});

describe("a request that Twilio's description does not know", () => {
  it.each<[string, "GET" | "POST", string, Fields]>([
    ["a misspelt filter", "GET", "/AvailablePhoneNumbers/US/Local.json?areacode=415", {}],
    ["a filter of another list", "GET", "/IncomingPhoneNumbers.json?AreaCode=415", {}],
    ["a word for a number", "GET", "/AvailablePhoneNumbers/US/Local.json?AreaCode=four", {}],
    ["a number for a yes", "GET", "/AvailablePhoneNumbers/US/Local.json?SmsEnabled=1", {}],
    ["a misspelt field", "POST", "/IncomingPhoneNumbers.json", { PhoneNumber: "+14155550101", TrunkSID: "TK1" }],
    ["an id of another kind", "POST", "/IncomingPhoneNumbers.json", { PhoneNumber: "+14155550101", TrunkSid: "PN1" }],
    ["a word that is none of its words", "POST", "/v1/Trunks", { TransferMode: "sometimes" }],
  ])("is refused: %s", async (_name, method, target, form) => {
    const { status, body } = await twilio.call(method, target, form);
    expect([status, body.code]).toEqual([400, 20001]);
    const { owned, trunks } = await twilio.control.state();
    expect([owned, trunks]).toEqual([[], []]);
  });
});

describe("an account", () => {
  const orders = async () => {
    const codes: unknown[] = [];
    for (const line of [0, 1]) codes.push((await twilio.buy(`+1415555010${line}`)).body.code ?? "sold");
    for (const _ of [0, 1]) codes.push((await twilio.call("POST", "/v1/Trunks")).body.code ?? "made");
    return codes;
  };
  const expected: Record<(typeof accountStatuses)[number], unknown[]> = {
    active: ["sold", "sold", "made", "made"],
    suspended: [20403, 20403, 20403, 20403],
    bad_credentials: [20003, 20003, 20003, 20003],
    trial: ["sold", 21404, "made", 10002],
    compliance: [22300, 22300, "made", "made"],
    permission: [70051, 70051, 20003, 20003],
    limit: ["sold", "sold", 21244, 21244],
    funds: [20005, 20005, 20005, 20005],
  };

  it.each(accountStatuses)("that is %s sells and makes what such an account may", async (status) => {
    await twilio.control.setAccountStatus(status);
    expect(await orders()).toEqual(expected[status]);
    const isClosed = status === "suspended" || status === "bad_credentials";
    expect((await twilio.call("GET", "/IncomingPhoneNumbers.json")).status === 200).toBe(!isClosed);
  });

  it("beside the first has a standing of its own, and says what it is", async () => {
    const trial = { account_sid: `AC${"8".repeat(32)}`, auth_token: "trial", status: "trial" } as const;
    await twilio.control.openAccount(trial);
    const read = async (path: string) => {
      const credentials = basic(trial.account_sid, trial.auth_token);
      const response = await fetch(`${twilio.url}/2010-04-01/Accounts/${trial.account_sid}${path}`, {
        headers: { authorization: credentials },
      });
      return response.json();
    };
    expect(await read(".json")).toMatchObject({ type: "Trial", status: "active" });
    expect((await twilio.call("GET", ".json")).body).toMatchObject({ type: "Full" });
    await twilio.control.setAccountStatus("funds", trial.account_sid);
    expect(await read("/Balance.json")).toMatchObject({ balance: "-2.35" });
    await twilio.control.setAccountStatus("suspended", trial.account_sid);
    expect(await read("/Balance.json")).toMatchObject({ code: 20403 });
    expect((await twilio.call("GET", "/Balance.json")).status).toBe(200);
  });
});
