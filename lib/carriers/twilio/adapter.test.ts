import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTwilioCarrier } from "@/lib/carriers/twilio/adapter";
import { toDomainName } from "@/lib/carriers/twilio/mapper";
import { testCarrier } from "@/test/support/carriers/carrier-contract";
import { createSimulatedWorld } from "@/test/support/carriers/simulated-world";

const { world, makeCarrier, control, accountSid } = createSimulatedWorld();
testCarrier("Twilio, simulated", makeCarrier, world);

const order = { reference: "tl/org_1", originationUrl: "sip:x.sip.example.com" };
const domainOf = (attempt: number) => toDomainName(accountSid, order.reference, attempt);

describe("Twilio's trunks", () => {
  beforeAll(() => world.start());
  afterAll(() => world.stop());
  beforeEach(() => world.reset());

  it("get a domain that follows from the reference, and the next one when a stranger has it", async () => {
    await control().takeDomain(domainOf(0));
    await makeCarrier().findOrCreateTrunk(order);
    expect((await control().state()).trunks).toMatchObject([{ friendly_name: "tl/org_1", domain_name: domainOf(1) }]);
  });

  it("are refused when strangers have every domain", async () => {
    for (const attempt of [0, 1, 2]) await control().takeDomain(domainOf(attempt));
    await expect(makeCarrier().findOrCreateTrunk(order)).rejects.toMatchObject({
      kind: "refused",
      details: { carrierCode: 21248 },
    });
    expect(await world.trunkIds()).toEqual([]);
  });

  it("are made once by two makers that do not know of each other, because the domain is unique", async () => {
    const originationUrl = "sip:y.sip.example.com";
    const twins = [order, { ...order, originationUrl }].map((twin) => makeCarrier().findOrCreateTrunk(twin));
    const [one, other] = await Promise.all(twins);
    expect(one).toEqual(other);
    expect(await world.trunkIds()).toEqual([one?.carrierId]);
    expect((await world.originationUrls(one?.carrierId ?? "")).sort()).toEqual([order.originationUrl, originationUrl]);
  });

  it("lead to the origination URL with equal weight", async () => {
    await makeCarrier().findOrCreateTrunk(order);
    const [trunk] = (await control().state()).trunks;
    expect(trunk?.origination_urls).toMatchObject([
      { friendly_name: "Trunkline", sip_url: order.originationUrl, weight: 10, priority: 10, enabled: true },
    ]);
  });

  it("get their origination URL when the first attempt stopped before it", async () => {
    await control().addFault({ operation: "origination", kind: "error_before" });
    await expect(makeCarrier().findOrCreateTrunk(order)).rejects.toMatchObject({ kind: "unknown" });
    const { carrierId } = await makeCarrier().findOrCreateTrunk(order);
    expect(await world.originationUrls(carrierId)).toEqual([order.originationUrl]);
  });

  it("are refused beyond the account's hundred, those there are still found", async () => {
    const carrier = makeCarrier();
    await carrier.findOrCreateTrunk(order);
    const others = Array.from({ length: 99 }, (_, index) => ({ ...order, reference: `tl/org_other_${index}` }));
    await Promise.all(others.map((other) => carrier.findOrCreateTrunk(other)));
    await expect(carrier.findOrCreateTrunk({ ...order, reference: "tl/org_101" })).rejects.toMatchObject({
      kind: "refused",
      reason: "account_limit",
    });
    expect((await carrier.findOrCreateTrunk(order)).reference).toBe(order.reference);
    expect(await world.trunkIds()).toHaveLength(100);
  }, 30_000);
});

const { TWILIO_LIVE_ACCOUNT_SID, TWILIO_LIVE_AUTH_TOKEN } = process.env;

// With an account's test credentials Twilio charges nothing and keeps nothing: https://www.twilio.com/docs/iam/test-credentials
if (TWILIO_LIVE_ACCOUNT_SID && TWILIO_LIVE_AUTH_TOKEN) {
  const live = (authToken: string) =>
    createTwilioCarrier({ accountSid: TWILIO_LIVE_ACCOUNT_SID, authToken, timeoutMs: 15_000 });
  const buy = (phoneNumber: string, authToken = TWILIO_LIVE_AUTH_TOKEN) =>
    live(authToken).buy({ phoneNumber, trunkId: "", reference: "tl/live_test" });

  describe("Twilio itself, with test credentials", { timeout: 30_000 }, () => {
    it("refuses a number that is not available", async () => {
      await expect(buy("+15005550000")).rejects.toMatchObject({ kind: "refused", reason: "number_unavailable" });
    });

    it("refuses a number that is invalid", async () => {
      await expect(buy("+15005550001")).rejects.toMatchObject({ kind: "refused", reason: "invalid_number" });
    });

    it("sells the number that is for sale, though on no trunk", async () => {
      await expect(buy("+15005550006")).rejects.toMatchObject({ kind: "unknown", reason: "unexpected_reply" });
    });

    it("refuses wrong credentials", async () => {
      const refusal = { kind: "refused", reason: "authentication_failed" };
      await expect(buy("+15005550006", "wrong")).rejects.toMatchObject(refusal);
    });

    it("does not search with test credentials", async () => {
      const search = live(TWILIO_LIVE_AUTH_TOKEN).search({ countryCode: "US", phoneNumberType: "local", limit: 1 });
      await expect(search).rejects.toMatchObject({ kind: "refused", reason: "permission_denied" });
    });
  });
}
