import twilioSdk from "twilio";
import RequestClient from "twilio/lib/base/RequestClient.js";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { accountSid, apiKey, authToken, startTestSimulator, type TestSimulator } from "./test-simulator";

class HostRewritingClient extends RequestClient {
  constructor(private readonly base: URL) {
    super({ timeout: 5000 });
  }

  override request<Body>(options: Parameters<RequestClient["request"]>[0]) {
    const url = new URL(options.uri);
    const headers = { ...options.headers, "X-Twilio-Host": url.host };
    url.protocol = this.base.protocol;
    url.host = this.base.host;
    return super.request<Body>({ ...(options as object), uri: url.href, headers } as never);
  }
}

let simulator: TestSimulator;
let client: ReturnType<typeof twilioSdk>;

beforeAll(async () => {
  simulator = await startTestSimulator();
  client = twilioSdk(apiKey.sid, apiKey.secret, {
    accountSid,
    httpClient: new HostRewritingClient(new URL(simulator.url)),
  });
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

describe("Twilio's own SDK", () => {
  it("searches, buys, finds, renames and releases a number", async () => {
    const [found] = await client
      .availablePhoneNumbers("US")
      .local.list({ areaCode: 415, voiceEnabled: true, limit: 5 });
    expect(found?.phoneNumber).toMatch(/^\+141555501\d\d$/);
    const bought = await client.incomingPhoneNumbers.create({ phoneNumber: found?.phoneNumber, friendlyName: "tag" });
    expect(bought.sid).toMatch(/^PN/);
    expect(bought.dateCreated).toBeInstanceOf(Date);
    expect(bought.capabilities).toMatchObject({ voice: true });
    const [listed] = await client.incomingPhoneNumbers.list({ phoneNumber: bought.phoneNumber });
    expect(listed?.friendlyName).toBe("tag");
    const number = client.incomingPhoneNumbers(bought.sid);
    expect((await number.update({ friendlyName: "other" })).friendlyName).toBe("other");
    expect(await number.remove()).toBe(true);
    await expect(number.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it("finds toll-free numbers", async () => {
    const found = await client.availablePhoneNumbers("US").tollFree.list({ areaCode: 888, limit: 30 });
    expect(found).toHaveLength(30);
  });

  it("makes a trunk with an origination url and attaches a number", async () => {
    const trunk = await client.trunking.v1.trunks.create({ friendlyName: "desk", domainName: "sdk.pstn.twilio.com" });
    const url = await client.trunking.v1.trunks(trunk.sid).originationUrls.create({
      weight: 10,
      priority: 10,
      enabled: true,
      friendlyName: "agents",
      sipUrl: "sip:agents.example.com",
    });
    expect(url.trunkSid).toBe(trunk.sid);
    const number = await client.incomingPhoneNumbers.create({ phoneNumber: "+14155550123" });
    const attached = await client.trunking.v1.trunks(trunk.sid).phoneNumbers.create({ phoneNumberSid: number.sid });
    expect(attached.trunkSid).toBe(trunk.sid);
    expect((await client.incomingPhoneNumbers(number.sid).fetch()).trunkSid).toBe(trunk.sid);
    expect(await client.trunking.v1.trunks(trunk.sid).phoneNumbers(number.sid).remove()).toBe(true);
    expect(await client.trunking.v1.trunks(trunk.sid).remove()).toBe(true);
  });

  it("follows the pages of both list styles to the end", async () => {
    const names = Array.from({ length: 7 }, (_, index) => `trunk ${index}`);
    for (const friendlyName of names) await client.trunking.v1.trunks.create({ friendlyName });
    const trunks = await client.trunking.v1.trunks.list({ pageSize: 2 });
    expect(trunks.map(({ friendlyName }) => friendlyName).toSorted()).toEqual(names);
    const numbers = Array.from({ length: 7 }, (_, index) => `+1415555010${index}`);
    for (const phoneNumber of numbers) await client.incomingPhoneNumbers.create({ phoneNumber });
    const listed = await client.incomingPhoneNumbers.list({ pageSize: 3 });
    expect(listed.map(({ phoneNumber }) => phoneNumber).toSorted()).toEqual(numbers);
  });

  it("reads the price and the balance", async () => {
    const { phoneNumberPrices } = await client.pricing.v1.phoneNumbers.countries("US").fetch();
    expect(phoneNumberPrices[0]).toMatchObject({ numberType: "local", currentPrice: "1.15" });
    expect((await client.balance.fetch()).currency).toBe("USD");
  });

  it("understands refusals", async () => {
    const wrong = twilioSdk(accountSid, `${authToken}!`, {
      httpClient: new HostRewritingClient(new URL(simulator.url)),
    });
    await expect(wrong.balance.fetch()).rejects.toMatchObject({ status: 401, code: 20003 });
    await expect(client.incomingPhoneNumbers.create({ phoneNumber: "+12125550123" })).rejects.toMatchObject({
      status: 400,
      code: 21422,
      moreInfo: "https://www.twilio.com/docs/errors/21422",
    });
    await simulator.control.addFault({ operation: "buy", kind: "html_502" });
    await expect(client.incomingPhoneNumbers.create({ phoneNumber: "+14155550123" })).rejects.toMatchObject({
      status: 502,
    });
    await simulator.control.addFault({ operation: "buy", kind: "drop_after" });
    await expect(client.incomingPhoneNumbers.create({ phoneNumber: "+14155550123" })).rejects.toMatchObject({
      code: "ECONNRESET",
    });
  });
});
