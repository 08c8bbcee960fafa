import { afterEach, describe, expect, it } from "vitest";
import { freshNumber } from "@/test/support/fresh-number";
import { numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { atCarrier, calmCarrier, purchase } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";

afterEach(calmCarrier);

describe("purchases at the same time", () => {
  it("of one number by two organizations have exactly one winner", async () => {
    const [one, two] = [await newOrganization(), await newOrganization()];
    const number = freshNumber();
    const answers = await Promise.all([purchase(one.apiKey, { number }), purchase(two.apiKey, { number })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1 });
    expect((await numbersUsed(one.id)) + (await numbersUsed(two.id))).toBe(1);
  });

  it("of one number by one organization are one purchase, and both get its answer", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "latency", latency_ms: 200, phone_number: number });
    const answers = await Promise.all([1, 2, 3].map(() => purchase(organization.apiKey, { number })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1 });
    expect(await numbersUsed(organization.id)).toBe(1);
  });

  it("for the last slot of a plan have exactly one winner", async () => {
    const organization = await newOrganization({ plan: "free" });
    const answers = await Promise.all([purchase(organization.apiKey), purchase(organization.apiKey)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await numbersUsed(organization.id)).toBe(1);
  });

  it("50 against 10 free slots buy exactly 10, on one trunk", async () => {
    const organization = await newOrganization({ limit: 10 });
    const numbers = Array.from({ length: 50 }, freshNumber);
    const answers = await Promise.all(numbers.map((number) => purchase(organization.apiKey, { number })));
    const won = answers.filter(({ status }) => status === 201);
    const lost = answers.filter(({ json }) => json.code === "phone_number_limit_reached");
    expect([won.length, lost.length]).toEqual([10, 40]);
    expect(await numbersUsed(organization.id)).toBe(10);
    const { owned, trunks } = await simulator.state();
    expect(owned.filter(({ phone_number }) => numbers.includes(phone_number))).toHaveLength(10);
    expect(new Set(won.map(({ json }) => json.trunk_id)).size).toBe(1);
    expect(trunks.filter(({ friendly_name }) => friendly_name.endsWith(`:${organization.id}`))).toHaveLength(1);
  });
});
