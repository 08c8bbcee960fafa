import { Prisma } from "@/lib/generated/prisma/client";
import { execute, type Tx } from "@/lib/platform/db/db";

/** Serializes purchases and registrations, because no index can enforce uniqueness across two tables. */
export async function lockNumbers(tx: Tx, phoneNumbers: string[]): Promise<void> {
  await execute(tx, Prisma.sql`SELECT hold_numbers(${phoneNumbers}::text[])`, { name: "hold_numbers" });
}

/** `trunkId` is null for a pending purchase. */
export type NumberOwner = { organizationId: string; trunkId: string | null };

/** The transaction must have the system scope. */
export async function findOwners(tx: Tx, phoneNumbers: string[]): Promise<Map<string, NumberOwner>> {
  const rows = await tx.$queryRaw<{ number: string; organization_id: string; trunk_id: string | null }[]>`
    SELECT phone_number AS number, organization_id, NULL AS trunk_id FROM purchase
    WHERE phone_number = ANY(${phoneNumbers}::text[]) AND status <> 'failed' AND released_at IS NULL
    UNION ALL
    SELECT phone_number, organization_id, trunk_id::text FROM phone_number
    WHERE phone_number = ANY(${phoneNumbers}::text[]) AND status <> 'lost_at_carrier'
    ORDER BY trunk_id NULLS FIRST`;
  return new Map(
    rows.map(({ number, organization_id, trunk_id }) => [
      number,
      { organizationId: organization_id, trunkId: trunk_id },
    ]),
  );
}
