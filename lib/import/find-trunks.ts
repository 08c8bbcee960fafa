import type { Tx } from "@/lib/db";

export type NamedTrunk = { id: string } | { problem: string };

export const noSuchTrunk = { problem: "There is no trunk with this name or id." };

/** The trunks that a file names, by name or id, as they stay until the transaction ends. */
export async function findTrunks(tx: Tx, organizationId: string, named: string[]): Promise<Map<string, NamedTrunk>> {
  const rows = await tx.$queryRaw<{ id: string; name: string; managed: boolean }[]>`
    SELECT id::text, name, managed_account_id IS NOT NULL AS managed FROM trunk
    WHERE organization_id = ${organizationId}::uuid
      AND (name = ANY(${named}::text[]) OR id::text = ANY(${named.map((text) => text.toLowerCase())}::text[]))
    ORDER BY id FOR SHARE`;
  return new Map(named.map((text) => [text, trunkCalled(text, rows)]));
}

function trunkCalled(text: string, rows: { id: string; name: string; managed: boolean }[]): NamedTrunk {
  const byId = rows.filter(({ id }) => id === text.toLowerCase());
  const [trunk, ...others] = byId.length > 0 ? byId : rows.filter(({ name }) => name === text);
  if (!trunk) return noSuchTrunk;
  if (others.length > 0) return { problem: `${others.length + 1} trunks have this name. Use the trunk's id.` };
  if (trunk.managed) return { problem: "This trunk is managed by Trunkline. Choose a trunk of your own." };
  return { id: trunk.id };
}
