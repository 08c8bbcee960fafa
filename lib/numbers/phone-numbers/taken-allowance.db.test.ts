import { afterEach, describe, expect, it } from "vitest";
import { POST as IMPORT } from "@/app/api/core/phone-numbers/import/route";
import { POST as REGISTER } from "@/app/api/core/phone-numbers/route";
import { forgetEnvironment } from "@/lib/platform/env";
import { createPhoneNumbers, createTrunk } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";

/** RATE_LIMIT_TAKEN_NUMBERS when nothing is set. */
const MAX_TAKEN = 200;

async function withTrunk() {
  const organization = await newOrganization({ limit: 10_000 });
  return { ...organization, trunk: await createTrunk(organization.id, { name: "Office" }) };
}
type Organization = Awaited<ReturnType<typeof withTrunk>>;

const register = ({ apiKey, trunk }: Organization, phoneNumber: string) =>
  call(REGISTER, { method: "POST", token: apiKey, body: { phone_number: phoneNumber, trunk_id: trunk.id } });

const dryRun = ({ apiKey }: Organization, numbers: string[]) =>
  call(IMPORT, {
    method: "POST",
    token: apiKey,
    path: "/core/phone-numbers/import?dry_run=true",
    headers: { "Content-Type": "text/csv" },
    body: `phone_number,trunk\n${numbers.map((number) => `${number},Office`).join("\n")}`,
  });

const others = async (count: number) => {
  const numbers = Array.from({ length: count }, freshNumber);
  await createPhoneNumbers((await newOrganization()).id, numbers);
  return numbers;
};

describe("whose numbers others have", () => {
  it("is not told of more than 200 in a day by a dry run, nor any number after that", async () => {
    const [curious, neighbour] = [await withTrunk(), await withTrunk()];
    const taken = await others(MAX_TAKEN + 1);
    const few = await dryRun(curious, taken.slice(0, 2));
    expect([few.status, few.json.error_count]).toEqual([200, 2]);
    const many = await dryRun(curious, taken);
    expect([many.status, many.json.code, many.json.report]).toEqual([429, "rate_limited", undefined]);
    expect(many.json.detail).toContain("Too many of these numbers are taken");
    expect(Number(many.headers.get("retry-after"))).toBeGreaterThan(0);
    const free = freshNumber();
    expect((await register(curious, taken[0] ?? "")).status).toBe(429);
    expect((await register(curious, free)).status).toBe(429);
    expect((await dryRun(curious, [free])).status).toBe(429);
    expect((await register(neighbour, free)).status).toBe(201);
  });

  it("is counted for each number that a registration is refused for, and for nothing else", async () => {
    const curious = await withTrunk();
    const taken = await others(MAX_TAKEN - 1);
    expect((await dryRun(curious, taken)).json.error_count).toBe(MAX_TAKEN - 1);
    expect((await register(curious, freshNumber())).status).toBe(201);
    const [last = ""] = await others(1);
    expect((await register(curious, last)).json.code).toBe("number_unavailable");
    expect((await register(curious, last)).json.code).toBe("rate_limited");
  });
});

describe("an operator who sets CUSTOMER_NUMBERS=off", () => {
  afterEach(() => {
    process.env.CUSTOMER_NUMBERS = "";
    forgetEnvironment();
  });

  it("lets nobody register or import", async () => {
    const organization = await withTrunk();
    process.env.CUSTOMER_NUMBERS = "off";
    forgetEnvironment();
    for (const { status, json } of [
      await register(organization, freshNumber()),
      await dryRun(organization, [freshNumber()]),
    ]) {
      expect([status, json.detail]).toEqual([
        403,
        "This installation doesn't accept numbers from other providers. Buy a number instead.",
      ]);
    }
  });
});
