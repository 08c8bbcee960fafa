import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKey, basic, startTestSimulator, type TestSimulator } from "./test-simulator";
import { twilioRoutes } from "./twilio-api";

let twilio: TestSimulator;

beforeAll(async () => {
  twilio = await startTestSimulator();
});
afterAll(() => twilio.close());

const origination = {
  Weight: 10,
  Priority: 5,
  Enabled: true,
  FriendlyName: "agents",
  SipUrl: "sip:agents.example.com",
};

describe("every answer agrees with Twilio's own descriptions", () => {
  it("for the account, its balance, countries and prices", async () => {
    await twilio.call("GET", ".json");
    expect((await twilio.call("GET", "/Balance.json")).body).toMatchObject({ currency: "USD" });
    await twilio.call("GET", "/AvailablePhoneNumbers.json");
    const country = await twilio.call("GET", "/AvailablePhoneNumbers/US.json");
    expect(country.body.subresource_uris).toEqual({
      local: `${twilio.account}/AvailablePhoneNumbers/US/Local.json`,
      toll_free: `${twilio.account}/AvailablePhoneNumbers/US/TollFree.json`,
    });
    await twilio.call("GET", "/v1/PhoneNumbers/Countries");
    const prices = await twilio.call("GET", "/v1/PhoneNumbers/Countries/US");
    expect(prices.body.phone_number_prices).toEqual([
      { number_type: "local", base_price: "1.15", current_price: "1.15" },
      { number_type: "toll free", base_price: "2.15", current_price: "2.15" },
    ]);
  });

  it("for local and toll-free searches, with and without results", async () => {
    expect(await twilio.search({ AreaCode: 415 })).toHaveLength(30);
    expect(await twilio.search({ AreaCode: 212 })).toEqual([]);
    expect(await twilio.search({ AreaCode: 800 }, "TollFree")).toHaveLength(30);
    expect(await twilio.search({ AreaCode: 866 }, "TollFree")).toEqual([]);
  });

  it("for trunks, their origination urls and their numbers", async () => {
    const full = {
      FriendlyName: "desk",
      DomainName: "honest-desk.pstn.twilio.com",
      Secure: true,
      TransferMode: "sip-only",
      TransferCallerId: "from-transferor",
      CnamLookupEnabled: true,
      DisasterRecoveryUrl: "https://example.com/recovery",
      DisasterRecoveryMethod: "GET",
    };
    const bare = await twilio.createTrunk();
    const trunk = await twilio.createTrunk(full);
    await twilio.call("GET", `/v1/Trunks/${trunk}`);
    await twilio.call("POST", `/v1/Trunks/${trunk}`, { FriendlyName: "desk two" });
    await twilio.call("GET", "/v1/Trunks");

    const created = await twilio.call("POST", `/v1/Trunks/${trunk}/OriginationUrls`, origination);
    const url = `/v1/Trunks/${trunk}/OriginationUrls/${created.body.sid}`;
    await twilio.call("GET", url);
    await twilio.call("POST", url, { Weight: 20 });
    await twilio.call("GET", `/v1/Trunks/${trunk}/OriginationUrls`);
    await twilio.call("DELETE", url);

    const number = (await twilio.buy("+14155550110")).body;
    const attached = `/v1/Trunks/${trunk}/PhoneNumbers/${number.sid}`;
    await twilio.call("POST", `/v1/Trunks/${trunk}/PhoneNumbers`, { PhoneNumberSid: String(number.sid) });
    await twilio.call("GET", attached);
    await twilio.call("GET", `/v1/Trunks/${trunk}/PhoneNumbers`);
    await twilio.call("DELETE", attached);
    await twilio.call("GET", `/v1/Trunks/${trunk}/PhoneNumbers`);
    await twilio.call("DELETE", `/v1/Trunks/${trunk}`);
    await twilio.call("DELETE", `/v1/Trunks/${bare}`);
  });

  it("for owned numbers, with every field set or none", async () => {
    await twilio.call("GET", "/IncomingPhoneNumbers.json?FriendlyName=nobody");
    const trunk = await twilio.createTrunk();
    const bought = await twilio.buy("+14155550111", {
      TrunkSid: trunk,
      FriendlyName: "front desk",
      SmsUrl: "https://example.com/sms",
      SmsMethod: "GET",
      StatusCallback: "https://example.com/status",
      BundleSid: `BU${"0".repeat(32)}`,
      AddressSid: `AD${"0".repeat(32)}`,
    });
    const one = `/IncomingPhoneNumbers/${bought.body.sid}.json`;
    await twilio.call("GET", one);
    await twilio.call("POST", one, { TrunkSid: "", VoiceUrl: "https://example.com/voice" });
    await twilio.buy("+18885550111");
    await twilio.call("GET", "/IncomingPhoneNumbers.json");
    expect((await twilio.call("DELETE", one)).status).toBe(204);
  });

  it("and no route was left out", () => {
    const described = (path: string) =>
      path
        .replace(":account.json", "{Sid}.json")
        .replace(":account", "{AccountSid}")
        .replace("AvailablePhoneNumbers/:country", "AvailablePhoneNumbers/{CountryCode}")
        .replace("Countries/:country", "Countries/{IsoCountry}")
        .replace(":trunk/", "{TrunkSid}/")
        .replace(/:(sid|trunk)/, "{Sid}");
    const routes = twilioRoutes.flatMap(({ method, path }) =>
      ["Local", "TollFree"].map((type) => `${method} ${described(path).replace(":type", type)}`),
    );
    expect([...twilio.visited].sort()).toEqual([...new Set(routes)].sort());
  });
});

describe("every refusal is Twilio's error envelope", () => {
  it("for wrong credentials and other accounts", async () => {
    for (const credentials of ["", "Bearer x", basic("AC1"), basic(undefined, "wrong"), basic(apiKey.sid, "wrong")]) {
      const answer = await twilio.call("GET", "/IncomingPhoneNumbers.json", {}, credentials);
      expect([answer.status, answer.body.code]).toEqual([401, 20003]);
    }
    const foreign = await fetch(`${twilio.url}/2010-04-01/Accounts/AC${"1".repeat(32)}/IncomingPhoneNumbers.json`, {
      headers: { authorization: basic() },
    });
    expect([foreign.status, await foreign.json()]).toMatchObject([401, { code: 20003 }]);
  });

  it("for paths and methods that do not exist", async () => {
    const missing = [
      await twilio.call("GET", "/AvailablePhoneNumbers/US/Mobile.json"),
      await twilio.call("GET", "/AvailablePhoneNumbers/ZZ/Local.json"),
      await twilio.call("GET", "/AvailablePhoneNumbers/ZZ.json"),
      await twilio.call("GET", "/incomingphonenumbers.json"),
      await twilio.call("GET", `/IncomingPhoneNumbers/PN${"0".repeat(32)}.json`),
      await twilio.call("DELETE", `/IncomingPhoneNumbers/PN${"0".repeat(32)}.json`),
      await twilio.call("GET", `/v1/Trunks/TK${"0".repeat(32)}`),
      await twilio.call("GET", "/v1/PhoneNumbers/Countries/ZZ"),
      await twilio.call("GET", "/v1/Nothing"),
    ];
    expect(missing.map(({ status, body }) => [status, body.code])).toEqual(missing.map(() => [404, 20404]));
    const wrongMethod = await twilio.call("DELETE", "/v1/Trunks");
    expect([wrongMethod.status, wrongMethod.body.code]).toEqual([405, 20004]);
  });

  it("an API key opens what the account's own token opens", async () => {
    expect((await twilio.call("GET", "/Balance.json", {}, basic(apiKey.sid, apiKey.secret))).status).toBe(200);
  });

  it("every answer names its request, its duration and how many run at once", async () => {
    const { headers } = await twilio.call("GET", "/Balance.json");
    expect(headers.get("twilio-request-id")).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(headers.get("twilio-concurrent-requests")).toMatch(/^[1-9]\d*$/);
    expect(headers.get("twilio-request-duration")).toMatch(/^\d+\.\d{3}$/);
  });
});
