import type { Trunk } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { readTrunks } from "@/lib/identity/permissions";
import type { ReadClient, Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError, notFound } from "@/lib/platform/errors";
import type { TrunkRecord } from "./schemas";
import { serializeTrunk } from "./serialize-trunk";

/** Throws `forbidden`, or `not_found`, also for another organization's trunk. */
export async function getTrunk(ctx: Context, id: string): Promise<TrunkRecord> {
  requireScope(ctx, readTrunks);
  return serializeTrunk(await tenant(ctx).read((tx) => readTrunk(tx, ctx, id)));
}

/**
 * Locks a customer-owned trunk until the transaction ends. Throws `not_found`, `managed_trunk`.
 * @param advice what to do instead with a managed trunk
 */
export async function lockCustomerTrunk(
  tx: Tx,
  ctx: Context,
  id: string,
  advice = "It cannot be changed or deleted.",
): Promise<Trunk> {
  await tx.$queryRaw`
    SELECT 1 FROM trunk WHERE organization_id = ${ctx.organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  const row = await readTrunk(tx, ctx, id);
  if (row.managedAccountId !== null) {
    throw new AppError("managed_trunk", `This trunk is managed by Trunkline. ${advice}`);
  }
  return row;
}

/** Throws `not_found`. */
export async function readTrunk(tx: ReadClient, { organizationId }: Context, id: string): Promise<Trunk> {
  const row = await tx.trunk.findUnique({ where: { organizationId_id: { organizationId, id } } });
  if (!row) throw notFound("The trunk");
  return row;
}
