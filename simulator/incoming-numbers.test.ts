import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Fields, startTestSimulator, type TestSimulator } from "./test-simulator";

let twilio: TestSimulator;

beforeAll(async () => {
  twilio = await startTestSimulator();
});
afterEach(() => twilio.control.reset());
afterAll(() => twilio.close());

const number = "+14155550123";

async function refusal(form: Fields) {
  const { status, body } = await twilio.call("POST", "/IncomingPhoneNumbers.json", form);
  return [status, body.code];
}

async function listed(query: string) {
  const { body } = await twilio.call("GET", `/IncomingPhoneNumbers.json?${query}`);
  return (body.incoming_phone_numbers as { phone_number: string }[]).map(({ phone_number }) => phone_number);
}

describe("buying a number", () => {
  it("makes it ours, named by its national format and without a trunk", async () => {
    const { status, body } = await twilio.buy(number);
    expect(status).toBe(201);
    expect(body).toMatchObject({ phone_number: number, friendly_name: "(415) 555-0123", trunk_sid: null });
    expect(await listed("")).toEqual([number]);
  });

  it("binds it to the trunk named in the same call", async () => {
    const trunk = await twilio.createTrunk();
    const { body } = await twilio.buy(number, { TrunkSid: trunk, FriendlyName: "org_1/op_2" });
    expect(body).toMatchObject({ trunk_sid: trunk, friendly_name: "org_1/op_2" });
    const attached = await twilio.call("GET", `/v1/Trunks/${trunk}/PhoneNumbers`);
    expect(attached.body.phone_numbers).toMatchObject([{ sid: body.sid }]);
  });

  it("again answers 201 with the same sid and updates it: nothing is bought twice", async () => {
    const trunk = await twilio.createTrunk();
    const first = await twilio.buy(number, { FriendlyName: "first" });
    const second = await twilio.buy(number, { FriendlyName: "second", TrunkSid: trunk });
    expect(second.status).toBe(201);
    expect(second.body).toMatchObject({ sid: first.body.sid, friendly_name: "second", trunk_sid: trunk });
    expect(second.body.date_created).toBe(first.body.date_created);
    const { owned, times_bought, requests } = await twilio.control.state();
    expect(owned).toMatchObject([{ phone_number: number, times_bought: 1 }]);
    expect(times_bought).toEqual({ [number]: 1 });
    expect(requests.buy).toBe(2);
  });

  it("from fifty callers at once buys it once", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => twilio.buy(number)));
    expect(new Set(answers.map(({ body }) => body.sid)).size).toBe(1);
    expect((await twilio.control.state()).times_bought).toEqual({ [number]: 1 });
  });

  it("refuses what is not for sale with 21422", async () => {
    await twilio.control.takeNumber("+14155550124");
    for (const PhoneNumber of ["+14155550124", "+12125550123", "+14155552671", "+442079460123"]) {
      expect(await refusal({ PhoneNumber })).toEqual([400, 21422]);
    }
  });

  it("refuses what is no number with 21421", async () => {
    for (const PhoneNumber of ["4155550123", "+1415555012", "+1", "abc"]) {
      expect(await refusal({ PhoneNumber })).toEqual([400, 21421]);
    }
  });

  it("takes any number of an area code, or tells that there is none, or no such code", async () => {
    const { body } = await twilio.call("POST", "/IncomingPhoneNumbers.json", { AreaCode: 512 });
    expect(body.phone_number).toMatch(/^\+1512555/);
    expect(await refusal({ AreaCode: 212 })).toEqual([400, 21452]);
    expect(await refusal({ AreaCode: 555 })).toEqual([400, 21451]);
    expect(await refusal({})).toEqual([400, 20001]);
  });

  it("knows Twilio's test numbers", async () => {
    const first = await twilio.buy("+15005550006");
    await twilio.call("DELETE", `/IncomingPhoneNumbers/${first.body.sid}.json`);
    const second = await twilio.call("POST", "/IncomingPhoneNumbers.json", { AreaCode: 500 });
    expect(second.body.phone_number).toBe("+15005550006");
    expect(second.body.sid).not.toBe(first.body.sid);
    expect(await refusal({ PhoneNumber: "+15005550000" })).toEqual([400, 21422]);
    expect(await refusal({ PhoneNumber: "+15005550001" })).toEqual([400, 21421]);
    expect(await refusal({ AreaCode: 533 })).toEqual([400, 21452]);
    expect(await twilio.search({ Contains: "+1500" })).toEqual([]);
  });

  it("asks for an address or a bundle where regulations want one", async () => {
    await twilio.control.setRegulatory(number, "address");
    expect(await refusal({ PhoneNumber: number })).toEqual([400, 21631]);
    await twilio.control.setRegulatory(number, "bundle");
    expect(await refusal({ PhoneNumber: number, AddressSid: `AD${"0".repeat(32)}` })).toEqual([400, 21649]);
    expect((await twilio.buy(number, { BundleSid: `BU${"0".repeat(32)}` })).status).toBe(201);
    await twilio.control.setRegulatory("+14155550124", "bundle");
    await twilio.control.setRegulatory("+14155550124", null);
    expect((await twilio.buy("+14155550124")).status).toBe(201);
  });

  it("refuses an unknown trunk or a name that is too long, and buys nothing", async () => {
    expect(await refusal({ PhoneNumber: number, TrunkSid: `TK${"0".repeat(32)}` })).toEqual([400, 20001]);
    expect(await refusal({ PhoneNumber: number, FriendlyName: "n".repeat(65) })).toEqual([400, 20002]);
    expect((await twilio.control.state()).owned).toEqual([]);
    expect((await twilio.buy(number, { FriendlyName: "n".repeat(64) })).status).toBe(201);
  });
});

describe("listing numbers", () => {
  it("matches parts of numbers, wildcards and whole names", async () => {
    for (const phoneNumber of ["+14155550123", "+14155550133", "+16285550123"]) await twilio.buy(phoneNumber);
    await twilio.buy("+15125550123", { FriendlyName: "org_1/op_2" });
    expect(await listed("PhoneNumber=415555")).toHaveLength(2);
    expect(await listed("PhoneNumber=%2B1***55501*3")).toHaveLength(4);
    expect(await listed(`PhoneNumber=${encodeURIComponent("+14155550123")}`)).toEqual(["+14155550123"]);
    expect(await listed("FriendlyName=org_1%2Fop_2")).toEqual(["+15125550123"]);
    expect(await listed("FriendlyName=org_1")).toEqual([]);
    expect(await listed("Origin=hosted")).toEqual([]);
  });

  it("gives pages that neither repeat nor skip while numbers come and go", async () => {
    const numbers = Array.from({ length: 7 }, (_, index) => `+1415555010${index}`);
    for (const phoneNumber of numbers) await twilio.buy(phoneNumber);
    const seen: string[] = [];
    let next: string | null = "/IncomingPhoneNumbers.json?PageSize=3&PhoneNumber=415";
    while (next !== null) {
      const { body } = await twilio.call("GET", next);
      const page = body.incoming_phone_numbers as { sid: string; phone_number: string }[];
      seen.push(...page.map(({ phone_number }) => phone_number));
      if (body.page === 0) await twilio.buy("+14155550199");
      if (body.page === 0) await twilio.call("DELETE", `/IncomingPhoneNumbers/${page.at(-1)?.sid}.json`);
      next = body.next_page_uri === null ? null : String(body.next_page_uri).replace(twilio.account, "");
    }
    expect(seen).toEqual(numbers.toReversed());
  });

  it("refuses a page size beyond 1000", async () => {
    const { status, body } = await twilio.call("GET", "/IncomingPhoneNumbers.json?PageSize=1001");
    expect([status, body.code]).toEqual([400, 20007]);
  });
});

describe("changing and releasing a number", () => {
  it("a trunk ousts a voice application, and the other way round", async () => {
    const trunk = await twilio.createTrunk();
    const application = `AP${"0".repeat(32)}`;
    const { body } = await twilio.buy(number, { VoiceApplicationSid: application });
    const one = `/IncomingPhoneNumbers/${body.sid}.json`;
    const bound = await twilio.call("POST", one, { TrunkSid: trunk });
    expect(bound.body).toMatchObject({ trunk_sid: trunk, voice_application_sid: "" });
    const unbound = await twilio.call("POST", one, { VoiceApplicationSid: application });
    expect(unbound.body).toMatchObject({ trunk_sid: null, voice_application_sid: application });
  });

  it("an empty TrunkSid unbinds it", async () => {
    const { body } = await twilio.buy(number, { TrunkSid: await twilio.createTrunk() });
    const unbound = await twilio.call("POST", `/IncomingPhoneNumbers/${body.sid}.json`, { TrunkSid: "" });
    expect(unbound.body.trunk_sid).toBeNull();
  });

  it("refuses to move it to another account", async () => {
    const { body } = await twilio.buy(number);
    const one = `/IncomingPhoneNumbers/${body.sid}.json`;
    const moved = await twilio.call("POST", one, { AccountSid: `AC${"9".repeat(32)}` });
    expect([moved.status, moved.body.code]).toEqual([400, 21471]);
  });

  it("once released it is gone, and not for sale again", async () => {
    const { body } = await twilio.buy(number);
    const one = `/IncomingPhoneNumbers/${body.sid}.json`;
    expect((await twilio.call("DELETE", one)).status).toBe(204);
    expect((await twilio.call("DELETE", one)).body.code).toBe(20404);
    expect((await twilio.call("GET", one)).body.code).toBe(20404);
    expect(await refusal({ PhoneNumber: number })).toEqual([400, 21422]);
    const { ledger } = await twilio.control.state();
    expect(ledger).toMatchObject([
      { act: "bought", by: "api", phone_number: number, sid: body.sid },
      { act: "released", by: "api", phone_number: number, sid: body.sid },
    ]);
  });
});
