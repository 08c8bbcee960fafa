import { afterEach, describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { call } from "@/test/support/api";
import { freshNumber } from "@/test/support/fresh-number";
import { numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { atCarrier, calmCarrier, purchase } from "@/test/support/purchasing";
import { askCarrier, numbersPath, simulator } from "@/test/support/world";
import { POST } from "./route";

afterEach(calmCarrier);

describe("POST purchase-number", () => {
  it("buys the number on the organization's trunk and puts it into the directory: 201", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    const { status, json, headers } = await purchase(organization.apiKey, { number });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/core/phone-numbers/${number}`);
    expect(json).toMatchObject({
      phone_number: number,
      status: "active",
      outbound_shareable: false,
      inbound_agent: null,
      monthly_price: { amount: "1.15", currency: "USD" },
    });
    const trunk = await system().transaction((tx) => tx.trunk.findUniqueOrThrow({ where: { id: json.trunk_id } }));
    expect(trunk).toMatchObject({ organizationId: organization.id, managedAccountId: json.managed_account_id });
    expect(await atCarrier(number)).toMatchObject({ trunk_sid: trunk.carrierTrunkId, times_bought: 1 });
    const { trunks } = await simulator.state();
    expect(trunks.find(({ sid }) => sid === trunk.carrierTrunkId)?.origination_urls).toMatchObject([
      { sip_url: env().SIP_ORIGINATION_URL },
    ]);
    expect(await numbersUsed(organization.id)).toBe(1);
    const events = await system().transaction((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: organization.id } }),
    );
    expect(events).toMatchObject([
      {
        action: "phone_number.purchased",
        actorKind: "api_key",
        credential: expect.stringMatching(/^Key \(ak_[0-9a-f]{8}…\)$/),
        targetId: json.id,
        requestId: headers.get("x-request-id"),
      },
    ]);
  });

  it.each(["+16215550150", "+14365550150", "+18615550150", "+18375550150"])(
    "buys %s, of an area code newer than libraries know",
    async (number) => {
      const organization = await newOrganization();
      const { status, json } = await purchase(organization.apiKey, { number });
      expect([status, json.phone_number, json.country_code]).toEqual([201, number, "US"]);
    },
  );

  it("leaves it to the carrier whether an area code is in service: 409", async () => {
    const organization = await newOrganization();
    const { status, json } = await purchase(organization.apiKey, { number: "+19995550150" });
    expect([status, json.code]).toEqual([409, "number_unavailable"]);
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("needs managed_accounts:manage of a token: 403 naming it, before the body is looked at", async () => {
    const organization = await newOrganization();
    const token = await organization.keyWith("phone_numbers:manage", "managed_accounts:read");
    const { status, json } = await purchase(token, { body: { nonsense: true } });
    expect(status).toBe(403);
    expect(json).toMatchObject({ code: "forbidden", detail: "This requires the scope managed_accounts:manage." });
  });

  it("cannot spend through another organization's account: 404", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    const account = await system().transaction((tx) =>
      tx.managedAccount.create({
        data: { carrier: "twilio", name: "Theirs", organizationId: theirs.id, credentials: "none" },
      }),
    );
    const { status, json } = await purchase(mine.apiKey, { account: account.id });
    expect([status, json.code]).toEqual([404, "not_found"]);
  });

  it("lets a session with phone_numbers:manage buy, and refuses a viewer's", async () => {
    const organization = await newOrganization();
    const ask = (session: string) =>
      call(POST, {
        session,
        organizationId: organization.id,
        params: { managedAccountId: "default" },
        body: { phone_number: freshNumber() },
      });
    expect((await ask(organization.admin.id)).status).toBe(201);
    const refused = await ask(organization.viewer.id);
    expect([refused.status, refused.json.detail]).toEqual([
      403,
      "This requires the scope phone_numbers:manage or managed_accounts:manage.",
    ]);
  });

  it("uses the organization's trunk again, and makes it anew when it was deleted at the carrier", async () => {
    const organization = await newOrganization();
    const first = (await purchase(organization.apiKey)).json;
    const second = (await purchase(organization.apiKey)).json;
    expect(second.trunk_id).toBe(first.trunk_id);
    const { carrierTrunkId } = await system().transaction((tx) =>
      tx.trunk.findUniqueOrThrow({ where: { id: first.trunk_id } }),
    );
    await askCarrier("DELETE", `/v1/Trunks/${carrierTrunkId}`);
    const third = await purchase(organization.apiKey);
    expect(third.status).toBe(201);
    expect(third.json.trunk_id).toBe(first.trunk_id);
  });

  it("answers the plan's limit with the documented sentence, before any carrier call", async () => {
    const organization = await newOrganization({ limit: 0 });
    const before = (await simulator.state()).requests;
    const { status, json } = await purchase(organization.apiKey);
    expect([status, json.code]).toEqual([409, "phone_number_limit_reached"]);
    expect(json.detail).toBe("You have reached the maximum number of phone numbers for your organization.");
    expect((await simulator.state()).requests).toEqual(before);
    expect(await system().transaction((tx) => tx.purchase.count({ where: { organizationId: organization.id } }))).toBe(
      0,
    );
  });

  it("answers number_unavailable when a stranger was faster, and gives the slot back", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "taken", phone_number: number });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([409, "number_unavailable"]);
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("answers number_already_owned for a number of the organization's own", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await purchase(organization.apiKey, { number });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([409, "number_already_owned"]);
    expect(await numbersUsed(organization.id)).toBe(1);
  });

  it("never takes over a number of another organization, though the carrier would say 201", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    const number = freshNumber();
    await purchase(theirs.apiKey, { number });
    const before = await atCarrier(number);
    const { status, json } = await purchase(mine.apiKey, { number });
    expect([status, json.code]).toEqual([409, "number_unavailable"]);
    expect(await atCarrier(number)).toEqual(before);
  });

  it("never takes over a number that the account owns without our reference", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await askCarrier("POST", `${numbersPath()}.json`, { PhoneNumber: number, FriendlyName: "Reception" });
    const before = await atCarrier(number);
    expect(before).toMatchObject({ friendly_name: "Reception", trunk_sid: null });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([409, "number_unavailable"]);
    expect(await atCarrier(number)).toEqual(before);
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("buys nothing when the price is not the expected one: price_changed with both", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.setPrices({ local: "1.50" });
    const expected = { amount: "1.15", currency: "USD" };
    const { status, json } = await purchase(organization.apiKey, {
      number,
      body: { expected_monthly_price: expected },
    });
    expect([status, json.code]).toEqual([409, "price_changed"]);
    expect(json).toMatchObject({
      expected_monthly_price: expected,
      monthly_price: { amount: "1.50", currency: "USD" },
    });
    expect(await atCarrier(number)).toBeUndefined();
    expect(await numbersUsed(organization.id)).toBe(0);
    const again = { expected_monthly_price: json.monthly_price };
    expect((await purchase(organization.apiKey, { number, body: again })).status).toBe(201);
  });

  it.each(["address", "bundle"] as const)("answers regulatory_required when an %s is needed", async (kind) => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.setRegulatory(number, kind);
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([422, "regulatory_required"]);
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it.each(["4155550123", "+1415555", "+999999999999999", "hello", "+1 415 555 0123"])(
    "answers invalid_phone_number for %j",
    async (number) => {
      const organization = await newOrganization();
      const { status, json } = await purchase(organization.apiKey, { number });
      expect([status, json.code]).toEqual([422, "invalid_phone_number"]);
    },
  );

  it("answers invalid_phone_number when only the carrier knows that it is none", async () => {
    const organization = await newOrganization();
    const { status, json } = await purchase(organization.apiKey, { number: "+15005550001" });
    expect([status, json.code]).toEqual([422, "invalid_phone_number"]);
  });

  it.each([[{}], [{ phone_number: 4155550123 }], [{ phone_number: "+14155550123", trunk_id: "x" }], [[]], [null]])(
    "answers validation_failed for the body %j",
    async (body) => {
      const organization = await newOrganization();
      const { status, json } = await call(POST, {
        token: organization.apiKey,
        params: { managedAccountId: "default" },
        body,
      });
      expect([status, json.code]).toEqual([422, "validation_failed"]);
      expect(json.errors.length).toBeGreaterThan(0);
    },
  );

  it.each(["00000000-0000-4000-8000-000000000000", "nope"])(
    "answers 404 for the unknown account %s",
    async (account) => {
      const organization = await newOrganization();
      expect((await purchase(organization.apiKey, { account })).status).toBe(404);
    },
  );

  it.each(["suspended", "bad_credentials"] as const)(
    "answers carrier_unavailable in neutral words when the account is %s, and gives the slot back",
    async (status) => {
      const organization = await newOrganization();
      await simulator.setAccountStatus(status);
      const answer = await purchase(organization.apiKey);
      expect([answer.status, answer.json.code]).toEqual([503, "carrier_unavailable"]);
      expect([answer.headers.get("retry-after"), answer.json.retryable]).toEqual([null, false]);
      const { request_id: _random, ...said } = answer.json;
      expect(JSON.stringify(said)).not.toMatch(/suspend|account|token|AC[0-9a-f]{32}/i);
      expect(answer.json.detail).toMatch(
        /^The carrier .+\. You have not been charged\. Trying again won't help until /,
      );
      expect(await numbersUsed(organization.id)).toBe(0);
    },
  );

  it("answers carrier_unavailable when the carrier is too busy for too long, and gives the slot back", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "rate_limit", times: null, phone_number: number });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([503, "carrier_unavailable"]);
    expect(await numbersUsed(organization.id)).toBe(0);
    expect(await atCarrier(number)).toBeUndefined();
  });
});
