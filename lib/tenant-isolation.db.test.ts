import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inOrganization, readInOrganization } from "@/lib/db";
import { asOwner } from "@/lib/testing/as-owner";
import { freshNumber } from "@/lib/testing/fresh-number";
import { newOrganization } from "@/lib/testing/organization";
import { createPhoneNumbers } from "@/prisma/factories";

async function newTenant() {
  const { id: organizationId } = await newOrganization({ plan: "enterprise" });
  const [number] = await createPhoneNumbers(organizationId, [freshNumber()]);
  if (!number) throw new Error("no number was made");
  return { organizationId, number };
}

type Tenant = Awaited<ReturnType<typeof newTenant>>;
let ours: Tenant;
let theirs: Tenant;
beforeAll(async () => {
  [ours, theirs] = [await newTenant(), await newTenant()];
});

const doors = [
  ["the write door", inOrganization],
  ["the read door", readInOrganization],
] as const;

describe("every table with an organization", () => {
  it("is fenced, for its owner too, by a policy for each of the two roles", async () => {
    const tables = await asOwner<{ name: string; forced: boolean; policies: string[] }>(`
      SELECT relname AS name, relrowsecurity AND relforcerowsecurity AS forced,
             ARRAY(SELECT DISTINCT role.rolname::text FROM pg_policy, unnest(polroles) AS r JOIN pg_roles role ON role.oid = r
                   WHERE polrelid = pg_class.oid ORDER BY 1) AS policies
      FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
      WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT attisdropped
        AND (attname = 'organization_id' OR (relname = 'organization' AND attname = 'id'))
      ORDER BY 1`);
    expect(tables.length).toBeGreaterThan(11);
    const policies = ["trunkline_app", "trunkline_system"];
    for (const table of tables) expect(table).toEqual({ name: table.name, forced: true, policies });
  });
});

describe.each(doors)("%s", (_, door) => {
  it("shows only the organization's own rows to a query that forgot to say whose", async () => {
    const rows = await door(ours, (tx) => tx.phoneNumber.findMany());
    expect(rows.map(({ id }) => id)).toEqual([ours.number.id]);
    expect(await door(ours, (tx) => tx.organization.count())).toBe(1);
    expect(
      await door(ours, (tx) => tx.$queryRaw`SELECT id FROM phone_number WHERE id = ${theirs.number.id}::uuid`),
    ).toEqual([]);
  });

  it("shows nothing to an organization that is not there", async () => {
    const nobody = { organizationId: randomUUID() };
    const counts = await door(nobody, async (tx) => [
      await tx.organization.count(),
      await tx.phoneNumber.count(),
      await tx.apiKey.count(),
      await tx.auditEvent.count(),
    ]);
    expect(counts).toEqual([0, 0, 0, 0]);
  });
});
