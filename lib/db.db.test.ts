import pg from "pg";
import { describe, expect, it } from "vitest";
import { GET as listPhoneNumbers } from "@/app/api/core/phone-numbers/route";
import { asSystem, inOrganization, isDatabaseOutage } from "@/lib/db";
import { env } from "@/lib/env";
import { call } from "@/lib/testing/api";
import { newOrganization } from "@/lib/testing/organization";

async function cutEveryConnection() {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  await client
    .query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .finally(() => client.end());
}

describe("the database", () => {
  it("that cuts connections costs a 503 with Retry-After at most, never a wrong answer", async () => {
    const organization = await newOrganization();
    const answers: ReturnType<typeof call>[] = [];
    for (let round = 0; round < 5; round++) {
      answers.push(...Array.from({ length: 8 }, () => call(listPhoneNumbers, { token: organization.apiKey })));
      await cutEveryConnection();
    }
    const settled = await Promise.all(answers);
    for (const { status, json, headers } of settled) {
      expect([200, 503]).toContain(status);
      if (status === 503) {
        expect(json.code).toBe("temporarily_unavailable");
        expect(headers.get("retry-after")).toMatch(/^\d+$/);
      }
    }
    await expect.poll(async () => (await call(listPhoneNumbers, { token: organization.apiKey })).status).toBe(200);
  });

  it("that ends a deadlock by refusing one of two changes gets that one again", async () => {
    const [one, two] = [await newOrganization(), await newOrganization()];
    const swap = (first: string, second: string) =>
      asSystem(async (tx) => {
        await tx.organization.update({ where: { id: first }, data: { phoneNumbersUsed: { increment: 1 } } });
        await tx.organization.update({ where: { id: second }, data: { phoneNumbersUsed: { increment: 1 } } });
      });
    await Promise.all([swap(one.id, two.id), swap(two.id, one.id), swap(one.id, two.id), swap(two.id, one.id)]);
    const rows = await asSystem((tx) => tx.organization.findMany({ where: { id: { in: [one.id, two.id] } } }));
    expect(rows.map(({ phoneNumbersUsed }) => phoneNumbersUsed)).toEqual([4, 4]);
  });

  it("is not called away for what it refuses", async () => {
    const organization = await newOrganization();
    const refused = inOrganization({ organizationId: organization.id }, (tx) =>
      tx.organization.create({ data: { slug: organization.slug, name: "Twice" } }),
    );
    await expect(refused).rejects.toSatisfy((error) => !isDatabaseOutage(error));
  });
});
