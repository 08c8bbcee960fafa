import type { Tx } from "@/lib/platform/db/db";
import { type NamedTrunk, type TrunkRow, trunkMatcher } from "./match-trunk";

/**
 * Locks the named trunks until the transaction ends. SQL cannot compare names the way people read them, so this reads
 * all trunks, then locks and rechecks the matching ones.
 */
export async function findTrunks(tx: Tx, organizationId: string, named: string[]): Promise<Map<string, NamedTrunk>> {
  const rows = await tx.$queryRaw<TrunkRow[]>`
    SELECT id::text, name, managed_account_id IS NOT NULL AS managed FROM trunk
    WHERE organization_id = ${organizationId}::uuid`;
  const match = trunkMatcher(rows);
  const meant = named.flatMap((text) => {
    const trunk = match(text);
    return "id" in trunk ? [trunk.id] : [];
  });
  const locked = await tx.$queryRaw<TrunkRow[]>`
    SELECT id::text, name, managed_account_id IS NOT NULL AS managed FROM trunk
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${meant}::uuid[])
    ORDER BY id FOR SHARE`;
  const isMeant = new Set(meant);
  const matchAgain = trunkMatcher([...rows.filter(({ id }) => !isMeant.has(id)), ...locked]);
  return new Map(named.map((text) => [text, matchAgain(text)]));
}
