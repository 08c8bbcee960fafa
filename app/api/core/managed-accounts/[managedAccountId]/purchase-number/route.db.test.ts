import { afterEach, describe, expect, it } from "vitest";
import { GET as getPurchase } from "@/app/api/core/purchases/[purchaseId]/route";
import { asSystem } from "@/lib/db";
import { env } from "@/lib/env";
import { call } from "@/lib/testing/api";
import { freshNumber } from "@/lib/testing/fresh-number";
import { newOrganization } from "@/lib/testing/organization";
import { askCarrier, numbersPath, simulator } from "@/lib/testing/world";
import { POST } from "./route";

type Options = { number?: string; account?: string; headers?: Record<string, string>; body?: object };

function purchase(token: string, { number = freshNumber(), account = "default", headers, body }: Options = {}) {
  const params = { managedAccountId: account };
  return call(POST, { token, params, body: { phone_number: number, ...body }, ...(headers && { headers }) });
}

const used = async (id: string) =>
  (await asSystem((tx) => tx.organization.findUniqueOrThrow({ where: { id } }))).phoneNumbersUsed;
const atCarrier = async (number: string) =>
  (await simulator.state()).owned.find((owned) => owned.phone_number === number);

afterEach(async () => {
  await simulator.clearFaults();
  await simulator.setAccountStatus("active");
  await simulator.setPrices({ local: "1.15", toll_free: "2.15" });
});

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
    const trunk = await asSystem((tx) => tx.trunk.findUniqueOrThrow({ where: { id: json.trunk_id } }));
    expect(trunk).toMatchObject({ organizationId: organization.id, managedAccountId: json.managed_account_id });
    expect(await atCarrier(number)).toMatchObject({ trunk_sid: trunk.carrierTrunkId, times_bought: 1 });
    const { trunks } = await simulator.state();
    expect(trunks.find(({ sid }) => sid === trunk.carrierTrunkId)?.origination_urls).toMatchObject([
      { sip_url: env().SIP_ORIGINATION_URL },
    ]);
    expect(await used(organization.id)).toBe(1);
    const events = await asSystem((tx) => tx.auditEvent.findMany({ where: { organizationId: organization.id } }));
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

  it("needs managed_accounts:manage of a token: 403 naming it, before the body is looked at", async () => {
    const organization = await newOrganization();
    const token = await organization.keyWith("phone_numbers:manage", "managed_accounts:read");
    const { status, json } = await purchase(token, { body: { nonsense: true } });
    expect(status).toBe(403);
    expect(json).toMatchObject({ code: "forbidden", detail: "This needs the scope managed_accounts:manage." });
  });

  it("cannot spend through another organization's account: 404", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    const account = await asSystem((tx) =>
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
      "This needs the scope phone_numbers:manage or managed_accounts:manage.",
    ]);
  });

  it("uses the organization's trunk again, and makes it anew when it was deleted at the carrier", async () => {
    const organization = await newOrganization();
    const first = (await purchase(organization.apiKey)).json;
    const second = (await purchase(organization.apiKey)).json;
    expect(second.trunk_id).toBe(first.trunk_id);
    const { carrierTrunkId } = await asSystem((tx) => tx.trunk.findUniqueOrThrow({ where: { id: first.trunk_id } }));
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
    expect(await asSystem((tx) => tx.purchase.count({ where: { organizationId: organization.id } }))).toBe(0);
  });

  it("answers number_unavailable when a stranger was faster, and gives the slot back", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "taken", phone_number: number });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([409, "number_unavailable"]);
    expect(await used(organization.id)).toBe(0);
  });

  it("answers number_already_owned for a number of the organization's own", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await purchase(organization.apiKey, { number });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([409, "number_already_owned"]);
    expect(await used(organization.id)).toBe(1);
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
    expect(await used(organization.id)).toBe(0);
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
    expect(await used(organization.id)).toBe(0);
    const again = { expected_monthly_price: json.monthly_price };
    expect((await purchase(organization.apiKey, { number, body: again })).status).toBe(201);
  });

  it.each(["address", "bundle"] as const)("answers regulatory_required when an %s is needed", async (kind) => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.setRegulatory(number, kind);
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([422, "regulatory_required"]);
    expect(await used(organization.id)).toBe(0);
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
      expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
      expect(answer.json.detail).toBe(
        "The carrier is not available right now. You have not been charged. Try again in a moment.",
      );
      expect(await used(organization.id)).toBe(0);
    },
  );

  it("answers carrier_unavailable when the carrier is too busy for too long, and gives the slot back", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "rate_limit", times: null, phone_number: number });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect([status, json.code]).toEqual([503, "carrier_unavailable"]);
    expect(await used(organization.id)).toBe(0);
    expect(await atCarrier(number)).toBeUndefined();
  });
});

describe("a carrier answer that is lost or late", () => {
  it.each([
    ["429 twice", { kind: "rate_limit", times: 2 }],
    ["500 before the purchase", { kind: "error_before", status: 500 }],
    ["503 before the purchase", { kind: "error_before", status: 503 }],
    ["500 after the purchase", { kind: "error_after", status: 500 }],
    ["503 after the purchase", { kind: "error_after", status: 503 }],
    ["a dropped connection before the purchase", { kind: "drop_before" }],
    ["a dropped connection after the purchase", { kind: "drop_after" }],
    ["a proxy's HTML page", { kind: "html_502" }],
    ["an answer cut in half", { kind: "truncate_page" }],
    ["no answer at all", { kind: "hang" }],
    ["a purchase that lands after the failure", { kind: "late_effect", latency_ms: 300 }],
  ] as const)("%s ends in one bought number, bound and counted once", async (_name, fault) => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", phone_number: number, ...fault });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect(status).toBe(201);
    const trunk = await asSystem((tx) => tx.trunk.findUniqueOrThrow({ where: { id: json.trunk_id } }));
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1, trunk_sid: trunk.carrierTrunkId });
    expect(await used(organization.id)).toBe(1);
  });

  it.each(["list_numbers", "create_trunk", "list_trunks", "origination", "pricing"] as const)(
    "a dropped connection at %s does not matter",
    async (operation) => {
      const organization = await newOrganization();
      await simulator.addFault({ operation, kind: "drop_after" });
      expect((await purchase(organization.apiKey)).status).toBe(201);
    },
  );

  it("is 202 with where to follow it, keeps its slot, and ends by itself", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "drop_before", times: null, phone_number: number });
    const { status, json, headers } = await purchase(organization.apiKey, { number });
    expect([status, json.status]).toEqual([202, "pending"]);
    expect(headers.get("location")).toBe(`/core/purchases/${json.purchase_id}`);
    expect(await used(organization.id)).toBe(1);
    const follow = () => call(getPurchase, { token: organization.apiKey, params: { purchaseId: json.purchase_id } });
    expect((await follow()).json).toMatchObject({ status: "pending", error: null, number: null });
    await simulator.clearFaults();
    await expect.poll(async () => (await follow()).json.status, { timeout: 15_000 }).toBe("completed");
    expect((await follow()).json.number).toMatchObject({ phone_number: number });
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1 });
  });

  it("is never called failed because the account is suspended meanwhile", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "hang", phone_number: number });
    const ordersBefore = (await simulator.state()).requests.buy ?? 0;
    const answer = purchase(organization.apiKey, { number });
    await expect.poll(async () => (await simulator.state()).requests.buy ?? 0).toBe(ordersBefore + 1);
    await simulator.setAccountStatus("suspended");
    const { status, json } = await answer;
    expect([status, json.status]).toEqual([202, "pending"]);
    expect(await used(organization.id)).toBe(1);
    await simulator.setAccountStatus("active");
    const row = () => asSystem((tx) => tx.purchase.findUniqueOrThrow({ where: { id: json.purchase_id } }));
    await expect.poll(async () => (await row()).status, { timeout: 15_000 }).toBe("completed");
  });
});

describe("purchases at the same time", () => {
  it("of one number by two organizations have exactly one winner", async () => {
    const [one, two] = [await newOrganization(), await newOrganization()];
    const number = freshNumber();
    const answers = await Promise.all([purchase(one.apiKey, { number }), purchase(two.apiKey, { number })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1 });
    expect((await used(one.id)) + (await used(two.id))).toBe(1);
  });

  it("of one number by one organization are one purchase, and both get its answer", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "latency", latency_ms: 200, phone_number: number });
    const answers = await Promise.all([1, 2, 3].map(() => purchase(organization.apiKey, { number })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1 });
    expect(await used(organization.id)).toBe(1);
  });

  it("for the last slot of a plan have exactly one winner", async () => {
    const organization = await newOrganization({ plan: "free" });
    const answers = await Promise.all([purchase(organization.apiKey), purchase(organization.apiKey)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await used(organization.id)).toBe(1);
  });

  it("50 against 10 free slots buy exactly 10, on one trunk", async () => {
    const organization = await newOrganization({ limit: 10 });
    const numbers = Array.from({ length: 50 }, freshNumber);
    const answers = await Promise.all(numbers.map((number) => purchase(organization.apiKey, { number })));
    const won = answers.filter(({ status }) => status === 201);
    const lost = answers.filter(({ json }) => json.code === "phone_number_limit_reached");
    expect([won.length, lost.length]).toEqual([10, 40]);
    expect(await used(organization.id)).toBe(10);
    const { owned, trunks } = await simulator.state();
    expect(owned.filter(({ phone_number }) => numbers.includes(phone_number))).toHaveLength(10);
    expect(new Set(won.map(({ json }) => json.trunk_id)).size).toBe(1);
    expect(trunks.filter(({ friendly_name }) => friendly_name === `trunkline:${organization.id}`)).toHaveLength(1);
  });
});

describe("Idempotency-Key", () => {
  const keyed = (key: string) => ({ "Idempotency-Key": key });

  it("gets the stored answer again, byte for byte, with Idempotency-Replayed", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    const first = await purchase(organization.apiKey, { number, headers: keyed("k-1") });
    const again = await purchase(organization.apiKey, { number, headers: keyed('"k-1"') });
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(await used(organization.id)).toBe(1);
  });

  it("with another body is 422 and buys nothing", async () => {
    const organization = await newOrganization();
    await purchase(organization.apiKey, { headers: keyed("k-2") });
    const { status, json } = await purchase(organization.apiKey, { headers: keyed("k-2") });
    expect([status, json.code]).toEqual([422, "idempotency_key_reused"]);
    expect(await used(organization.id)).toBe(1);
  });

  it("still in flight after a short wait is 409 with Retry-After", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "hang", phone_number: number });
    const first = purchase(organization.apiKey, { number, headers: keyed("k-3") });
    const isClaimed = () => asSystem((tx) => tx.idempotencyKey.count({ where: { organizationId: organization.id } }));
    await expect.poll(isClaimed).toBe(1);
    const second = await purchase(organization.apiKey, { number, headers: keyed("k-3") });
    expect([second.status, second.json.code]).toEqual([409, "idempotency_key_in_flight"]);
    expect(second.headers.get("retry-after")).toBe("1");
    expect((await first).status).toBe(201);
  });

  it("twice at once gets one purchase and its answer twice", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    const ask = () => purchase(organization.apiKey, { number, headers: keyed("k-7") });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(2);
    expect(await used(organization.id)).toBe(1);
  });

  it("keeps a definite refusal, but not a passing one", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.setAccountStatus("suspended");
    expect((await purchase(organization.apiKey, { number, headers: keyed("k-4") })).status).toBe(503);
    await simulator.setAccountStatus("active");
    expect((await purchase(organization.apiKey, { number, headers: keyed("k-4") })).status).toBe(201);
    const gone = freshNumber();
    await simulator.takeNumber(gone);
    const refused = await purchase(organization.apiKey, { number: gone, headers: keyed("k-5") });
    const again = await purchase(organization.apiKey, { number: gone, headers: keyed("k-5") });
    expect([refused.status, again.status]).toEqual([409, 409]);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("content-type")).toBe("application/problem+json");
  });

  it("belongs to its organization", async () => {
    const [one, two] = [await newOrganization(), await newOrganization()];
    expect((await purchase(one.apiKey, { headers: keyed("k-6") })).status).toBe(201);
    expect((await purchase(two.apiKey, { headers: keyed("k-6") })).status).toBe(201);
  });

  it.each(["x".repeat(256), "sp ace", ""])("%j is no key: 422", async (key) => {
    const organization = await newOrganization();
    const { status, json } = await purchase(organization.apiKey, { headers: keyed(key) });
    expect([status, json.code]).toEqual([422, "validation_failed"]);
  });
});
