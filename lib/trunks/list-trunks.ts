import { type Context, requireScope } from "@/lib/identity/actor";
import { readTrunks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { ListTrunksQuery, TrunkPage } from "./schemas";
import { serializeTrunk } from "./serialize-trunk";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listTrunks(ctx: Context, query: ListTrunksQuery): Promise<TrunkPage> {
  requireScope(ctx, readTrunks);
  const { organizationId } = ctx;
  // Escapes LIKE's wildcards.
  const name = query.name && { contains: query.name.replaceAll(/[\\%_]/g, "\\$&"), mode: "insensitive" as const };
  return tenant(ctx).read(async (tx) => {
    const rows = await tx.trunk.findMany({
      where: { organizationId, AND: [listConditions(query), name ? { name } : {}] },
      orderBy: newestFirst,
      take: query.limit + 1,
    });
    const trunkId = { in: rows.map(({ id }) => id) };
    const counts = await tx.phoneNumber.groupBy({ by: "trunkId", where: { organizationId, trunkId }, _count: true });
    const countOf = new Map(counts.map((count) => [count.trunkId, count._count]));
    return pageFrom(rows, query.limit, (row) => ({
      ...serializeTrunk(row),
      phone_number_count: countOf.get(row.id) ?? 0,
    }));
  });
}
