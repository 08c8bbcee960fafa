import { Prisma } from "@/lib/generated/prisma/client";
import { execute, type Tx } from "@/lib/platform/db/db";

/**
 * Until this transaction ends, whoever brings one of these numbers in waits here, in a purchase as in a registration:
 * what stands in two tables no index can keep apart.
 */
export async function lockNumbers(tx: Tx, phoneNumbers: string[]): Promise<void> {
  await execute(tx, Prisma.sql`SELECT hold_numbers(${phoneNumbers}::text[])`, { name: "hold_numbers" });
}

/** `trunkId` is null for a purchase under way. */
export type NumberOwner = { organizationId: string; trunkId: string | null };

/** Who in the installation has these numbers or is buying them. Sees other organizations only through `asSystem`. */
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
