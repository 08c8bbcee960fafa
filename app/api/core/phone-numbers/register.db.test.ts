import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findOwners, lockNumbers } from "@/lib/numbers/phone-numbers/number-owners";
import { registerPhoneNumber } from "@/lib/numbers/phone-numbers/register-phone-number";
import { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { reserve } from "@/lib/numbers/purchase/steps/reserve";
import { system } from "@/lib/platform/db/system";
import { createPhoneNumbers, createTrunk } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { boughtNumber, orderOf, reservedPurchase } from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import { actionsOn, numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { DELETE } from "./[phoneNumber]/route";
import { GET, POST } from "./route";

async function withTrunk(options: Parameters<typeof newOrganization>[0] = {}) {
  const organization = await newOrganization(options);
  return { ...organization, trunk: await createTrunk(organization.id) };
}

const register = (token: string, phone_number: string, trunk_id: string, headers = {}) =>
  call(POST, { token, body: { phone_number, trunk_id }, headers });

describe("POST /core/phone-numbers", () => {
  it("puts a number on a customer's trunk, counts it and writes it down", async () => {
    const { id, trunk, keyWith } = await withTrunk();
    const phoneNumber = freshNumber();
    const answer = await register(await keyWith("phone_numbers:manage"), phoneNumber, trunk.id);
    expect(answer.status).toBe(201);
    const record = PhoneNumberRecord.parse(answer.json);
    expect(record).toMatchObject({
      phone_number: phoneNumber,
      trunk_id: trunk.id,
      managed_account_id: null,
      country_code: "US",
      phone_number_type: "local",
      locality: "San Francisco",
      region: "CA",
      outbound_shareable: false,
      status: "active",
      monthly_price: null,
    });
    expect(answer.headers.get("location")).toBe(`/core/phone-numbers/${phoneNumber}`);
    expect(await numbersUsed(id)).toBe(1);
    expect(await actionsOn(record.id)).toEqual(["phone_number.registered"]);
  });

  it("takes numbers of other countries and toll-free ones", async () => {
    const { apiKey, trunk } = await withTrunk();
    expect((await register(apiKey, "+442079460123", trunk.id)).json).toMatchObject({
      country_code: "GB",
      locality: null,
    });
    expect((await register(apiKey, "+18005550190", trunk.id)).json).toMatchObject({ phone_number_type: "toll_free" });
  });

  it("takes numbers of area codes newer than libraries know", async () => {
    const { apiKey, trunk } = await withTrunk();
    expect((await register(apiKey, "+16215550123", trunk.id)).json).toMatchObject({
      country_code: "US",
      locality: "Houston",
      region: "TX",
    });
  });

  it("says of numbers of no country that they have none: null, also in the list", async () => {
    const { apiKey, trunk } = await withTrunk();
    for (const phoneNumber of ["+80012345678", "+870773111632", "+883510012345678"]) {
      const answer = await register(apiKey, phoneNumber, trunk.id);
      expect([answer.status, answer.json.country_code]).toEqual([201, null]);
    }
    const { json } = await call(GET, { token: apiKey });
    expect(json.data.map(({ country_code }: PhoneNumberRecord) => country_code)).toEqual([null, null, null]);
  });

  it("needs phone_numbers:manage", async () => {
    const { trunk, keyWith } = await withTrunk();
    const key = await keyWith("phone_numbers:read", "trunks:manage");
    const { status, json } = await register(key, freshNumber(), trunk.id);
    expect([status, json.detail]).toEqual([403, "This requires the scope phone_numbers:manage."]);
  });

  it("does not find another organization's trunk, nor one that is not there", async () => {
    const [mine, theirs] = [await withTrunk(), await withTrunk()];
    for (const id of [theirs.trunk.id, randomUUID()]) {
      const { status, json } = await register(mine.apiKey, freshNumber(), id);
      expect([status, json.detail]).toEqual([404, "The trunk was not found."]);
    }
    expect(await numbersUsed(mine.id)).toBe(0);
  });

  it("refuses a managed trunk with 400", async () => {
    const organization = await newOrganization();
    const { trunk } = await boughtNumber(organization);
    const { status, json } = await register(organization.apiKey, freshNumber(), trunk.id);
    expect([status, json.code]).toEqual([400, "managed_trunk"]);
    expect(json.detail).toBe("This trunk is managed by Trunkline. Choose one of your own trunks.");
  });

  it.each(["4155550123", "+1 415 555 0123", "+1415555012", "+999123456789", ""])(
    "refuses %j with 422",
    async (text) => {
      const { apiKey, trunk } = await withTrunk();
      const { status, json } = await register(apiKey, text, trunk.id);
      expect([status, json.code]).toEqual([422, "invalid_phone_number"]);
    },
  );

  it("refuses unknown members by name", async () => {
    const { apiKey, trunk } = await withTrunk();
    const body = { phone_number: freshNumber(), trunk_id: trunk.id, outbound_shareable: true };
    expect((await call(POST, { token: apiKey, body })).json.errors[0].path).toBe("outbound_shareable");
  });

  it("refuses a number that is in a directory, its own or another's, and counts nothing", async () => {
    const [mine, theirs] = [await withTrunk(), await withTrunk()];
    const [own, foreign] = [freshNumber(), freshNumber()];
    await createPhoneNumbers(mine.id, [own]);
    await createPhoneNumbers(theirs.id, [foreign]);
    expect((await register(mine.apiKey, own, mine.trunk.id)).json).toMatchObject({
      status: 409,
      code: "number_already_owned",
      detail: `${own} is already in your directory.`,
    });
    expect((await register(mine.apiKey, foreign, mine.trunk.id)).json).toMatchObject({
      status: 409,
      code: "number_unavailable",
      detail: `${foreign} is already taken in this installation.`,
    });
    expect(await numbersUsed(mine.id)).toBe(1);
  });

  it("counts a purchase under way as taken, whoever's it is", async () => {
    const [mine, theirs] = [await withTrunk(), await withTrunk()];
    const own = await reservedPurchase(mine);
    const foreign = await reservedPurchase(theirs);
    expect((await register(mine.apiKey, own.phoneNumber, mine.trunk.id)).json).toMatchObject({
      code: "number_already_owned",
      detail: `${own.phoneNumber} is already being bought by your organization.`,
    });
    expect((await register(mine.apiKey, foreign.phoneNumber, mine.trunk.id)).json.code).toBe("number_unavailable");
  });

  it("stops at the plan's limit with the documented sentence, also when many come at once", async () => {
    const { id, apiKey, trunk } = await withTrunk({ limit: 2 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => register(apiKey, freshNumber(), trunk.id)));
    const refused = answers.filter(({ status }) => status === 409);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(refused.map(({ json }) => [json.code, json.detail])).toEqual(
      Array(4).fill([
        "phone_number_limit_reached",
        "You have reached the maximum number of phone numbers for your organization.",
      ]),
    );
    expect(await numbersUsed(id)).toBe(2);
  });

  it("gives one number to one of many who register it at once", async () => {
    const organizations = await Promise.all(Array.from({ length: 4 }, () => withTrunk()));
    const phoneNumber = freshNumber();
    const answers = await Promise.all(
      organizations.map(({ apiKey, trunk }) => register(apiKey, phoneNumber, trunk.id)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const used = await Promise.all(organizations.map(({ id }) => numbersUsed(id)));
    expect(used.reduce((sum, count) => sum + count)).toBe(1);
  });

  it("and a purchase of the same number at the same moment never both get it", async () => {
    const [buyer, owner] = [await newOrganization(), await withTrunk()];
    for (let round = 0; round < 10; round++) {
      const phoneNumber = freshNumber();
      const outcomes = await Promise.allSettled([
        reserve(buyer.ctx, orderOf(phoneNumber)),
        registerPhoneNumber(owner.ctx, { phone_number: phoneNumber, trunk_id: owner.trunk.id }),
      ]);
      const [failed, ...others] = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(others).toEqual([]);
      expect(failed?.reason).toMatchObject({ code: "number_unavailable" });
    }
  });

  it("waits for a purchase that is being written down, and then sees it", async () => {
    const { ctx, trunk } = await withTrunk();
    const phoneNumber = freshNumber();
    const order: string[] = [];
    let registering: Promise<unknown> | undefined;
    await system().transaction(async (tx) => {
      await lockNumbers(tx, [phoneNumber]);
      registering = registerPhoneNumber(ctx, { phone_number: phoneNumber, trunk_id: trunk.id }).then(() =>
        order.push("registered"),
      );
      await untilSomebodyWaits();
      order.push("committed");
    });
    await registering;
    expect(order).toEqual(["committed", "registered"]);
    expect((await system().transaction((tx) => findOwners(tx, [phoneNumber]))).get(phoneNumber)?.trunkId).toBe(
      trunk.id,
    );
  });

  it("registers once under one Idempotency-Key", async () => {
    const { id, apiKey, trunk } = await withTrunk();
    const headers = { "Idempotency-Key": randomUUID() };
    const phoneNumber = freshNumber();
    const first = await register(apiKey, phoneNumber, trunk.id, headers);
    const again = await register(apiKey, phoneNumber, trunk.id, headers);
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(await numbersUsed(id)).toBe(1);
  });

  it("is undone by DELETE at once: the number and its slot are free again", async () => {
    const { id, apiKey, trunk } = await withTrunk();
    const phoneNumber = freshNumber();
    await register(apiKey, phoneNumber, trunk.id);
    expect((await call(DELETE, { method: "DELETE", token: apiKey, params: { phoneNumber } })).status).toBe(204);
    expect(await numbersUsed(id)).toBe(0);
    expect((await register(apiKey, phoneNumber, trunk.id)).status).toBe(201);
  });
});

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await system().transaction(
      (tx) => tx.$queryRaw<{ waiting: boolean }[]>`
        SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid') AS waiting`,
    );
    if (row?.waiting) return;
  }
}
