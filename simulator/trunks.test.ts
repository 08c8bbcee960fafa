import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountSid, type Fields, startTestSimulator, type TestSimulator } from "./test-simulator";

let twilio: TestSimulator;

beforeAll(async () => {
  twilio = await startTestSimulator();
});
afterEach(() => twilio.control.reset());
afterAll(() => twilio.close());

const origination = { Weight: 1, Priority: 0, Enabled: true, FriendlyName: "agents", SipUrl: "sip:agents.example.com" };

async function refusal(target: string, form: Fields) {
  const { status, body } = await twilio.call("POST", target, form);
  return [status, body.code];
}

describe("trunks", () => {
  it("an account holds a hundred, the next answers 21244", async () => {
    const sids = await Promise.all(
      Array.from({ length: 100 }, (_, index) => twilio.createTrunk({ FriendlyName: `trunk ${index}` })),
    );
    expect(await refusal("/v1/Trunks", {})).toEqual([400, 21244]);
    await twilio.call("DELETE", `/v1/Trunks/${sids[0]}`);
    expect((await twilio.call("POST", "/v1/Trunks")).status).toBe(201);
  });

  it("names may repeat, domains may not, not even a stranger's", async () => {
    await twilio.createTrunk({ FriendlyName: "twin", DomainName: "desk-1.pstn.twilio.com" });
    await twilio.createTrunk({ FriendlyName: "twin", DomainName: "desk-2.pstn.twilio.com" });
    expect(await refusal("/v1/Trunks", { DomainName: "Desk-1.pstn.twilio.com" })).toEqual([400, 21248]);
    await twilio.control.takeDomain("desk-3.pstn.twilio.com");
    expect(await refusal("/v1/Trunks", { DomainName: "desk-3.pstn.twilio.com" })).toEqual([400, 21248]);
    expect((await twilio.control.state()).trunks).toHaveLength(2);
  });

  it("keeps its own domain on update", async () => {
    const DomainName = "desk-1.pstn.twilio.com";
    const trunk = await twilio.createTrunk({ DomainName });
    expect((await twilio.call("POST", `/v1/Trunks/${trunk}`, { DomainName })).status).toBe(200);
  });

  it("refuses domains elsewhere, long names and unknown words", async () => {
    const wrong: Fields[] = [
      { DomainName: "desk.example.com" },
      { DomainName: "de_sk.pstn.twilio.com" },
      { TransferMode: "sometimes" },
      { Secure: "perhaps" },
    ];
    for (const form of wrong) expect(await refusal("/v1/Trunks", form)).toEqual([400, 20001]);
    expect(await refusal("/v1/Trunks", { FriendlyName: "n".repeat(65) })).toEqual([400, 20002]);
  });

  it("are listed in pages whose links are absolute and follow the caller's Host", async () => {
    for (let index = 0; index < 5; index += 1) await twilio.createTrunk({ FriendlyName: `trunk ${index}` });
    const names: string[] = [];
    let next: string | null = "/v1/Trunks?PageSize=2";
    while (next !== null) {
      const { body } = await twilio.call("GET", next);
      names.push(...(body.trunks as { friendly_name: string }[]).map(({ friendly_name }) => friendly_name));
      const { next_page_url } = body.meta as { next_page_url: string | null };
      expect(next_page_url ?? twilio.url).toContain(twilio.url);
      next = next_page_url?.replace(twilio.url, "") ?? null;
    }
    expect(names).toEqual(["trunk 4", "trunk 3", "trunk 2", "trunk 1", "trunk 0"]);
  });

  it("deleting one leaves its numbers in the account, unbound", async () => {
    const trunk = await twilio.createTrunk();
    const { body } = await twilio.buy("+14155550123", { TrunkSid: trunk });
    await twilio.call("DELETE", `/v1/Trunks/${trunk}`);
    const number = await twilio.call("GET", `/IncomingPhoneNumbers/${body.sid}.json`);
    expect(number.body.trunk_sid).toBeNull();
    expect((await twilio.call("DELETE", `/v1/Trunks/${trunk}`)).body.code).toBe(20404);
  });
});

describe("origination urls", () => {
  it("need all five fields", async () => {
    const target = `/v1/Trunks/${await twilio.createTrunk()}/OriginationUrls`;
    for (const name of Object.keys(origination)) {
      const { [name]: _left, ...rest } = origination as Fields;
      expect(await refusal(target, rest)).toEqual([400, 20001]);
    }
    expect((await twilio.call("POST", target, origination)).status).toBe(201);
  });

  it("must be sip: and within bounds", async () => {
    const target = `/v1/Trunks/${await twilio.createTrunk()}/OriginationUrls`;
    for (const change of [
      { SipUrl: "sips:agents.example.com" },
      { SipUrl: "https://agents.example.com" },
      { Weight: 0 },
      { Weight: 65536 },
      { Priority: 65536 },
      { Enabled: "maybe" },
    ]) {
      expect(await refusal(target, { ...origination, ...change })).toEqual([400, 20001]);
    }
  });

  it("are shown with their trunk in the state", async () => {
    const trunk = await twilio.createTrunk({ FriendlyName: "desk" });
    const { body } = await twilio.call("POST", `/v1/Trunks/${trunk}/OriginationUrls`, origination);
    const view = { sid: body.sid, friendly_name: "agents", sip_url: origination.SipUrl, weight: 1, priority: 0 };
    expect((await twilio.control.state()).trunks).toEqual([
      {
        account_sid: accountSid,
        sid: trunk,
        friendly_name: "desk",
        domain_name: null,
        origination_urls: [{ ...view, enabled: true }],
      },
    ]);
    await twilio.call("DELETE", `/v1/Trunks/${trunk}/OriginationUrls/${body.sid}`);
    expect((await twilio.control.state()).trunks).toMatchObject([{ origination_urls: [] }]);
  });
});

describe("numbers of a trunk", () => {
  it("stay in step with the number's own trunk_sid", async () => {
    const [first, second] = [await twilio.createTrunk(), await twilio.createTrunk()];
    const { body } = await twilio.buy("+14155550123", { TrunkSid: first });
    const sid = String(body.sid);
    const attached = async (trunk: string) =>
      (await twilio.call("GET", `/v1/Trunks/${trunk}/PhoneNumbers`)).body.phone_numbers;
    await twilio.call("POST", `/v1/Trunks/${second}/PhoneNumbers`, { PhoneNumberSid: sid });
    expect(await attached(first)).toEqual([]);
    expect(await attached(second)).toMatchObject([{ sid, trunk_sid: second }]);
    expect((await twilio.call("GET", `/IncomingPhoneNumbers/${sid}.json`)).body.trunk_sid).toBe(second);
    expect((await twilio.call("DELETE", `/v1/Trunks/${second}/PhoneNumbers/${sid}`)).status).toBe(204);
    expect((await twilio.call("GET", `/IncomingPhoneNumbers/${sid}.json`)).body.trunk_sid).toBeNull();
    expect((await twilio.call("DELETE", `/v1/Trunks/${second}/PhoneNumbers/${sid}`)).status).toBe(404);
  });

  it("must be owned", async () => {
    const target = `/v1/Trunks/${await twilio.createTrunk()}/PhoneNumbers`;
    expect(await refusal(target, { PhoneNumberSid: `PN${"0".repeat(32)}` })).toEqual([400, 20001]);
    expect(await refusal(target, {})).toEqual([400, 20001]);
  });
});
