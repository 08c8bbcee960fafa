import { afterEach, describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { freshNumber } from "@/test/support/fresh-number";
import { numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { calmCarrier, purchase } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";

afterEach(calmCarrier);

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
    expect(await numbersUsed(organization.id)).toBe(1);
  });

  it("with another body is 422 and buys nothing", async () => {
    const organization = await newOrganization();
    await purchase(organization.apiKey, { headers: keyed("k-2") });
    const { status, json } = await purchase(organization.apiKey, { headers: keyed("k-2") });
    expect([status, json.code]).toEqual([422, "idempotency_key_reused"]);
    expect(await numbersUsed(organization.id)).toBe(1);
  });

  it("still in flight after a short wait is 409 with Retry-After", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "hang", phone_number: number });
    const first = purchase(organization.apiKey, { number, headers: keyed("k-3") });
    const isClaimed = () =>
      system().transaction((tx) => tx.idempotencyKey.count({ where: { organizationId: organization.id } }));
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
    expect(await numbersUsed(organization.id)).toBe(1);
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
