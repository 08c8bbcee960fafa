import { type Context, requireScope } from "@/lib/identity/actor";
import { manageTrunks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { requireMatch } from "@/lib/platform/etag";
import { lockCustomerTrunk } from "./get-trunk";
import { recordTrunkEvent } from "./record-trunk-event";
import { requirePublicAddress } from "./require-public-address";
import type { SavedTrunk, UpdateTrunkBody } from "./schemas";
import { serializeTrunk } from "./serialize-trunk";
import { settingsOf } from "./trunk-settings";

/**
 * Replaces a customer-owned trunk. An omitted password stays as long as its destination does. Throws `forbidden`,
 * `not_found`, `managed_trunk`, `validation_failed`, or `precondition_failed` when `ifMatch` names another state.
 */
export async function updateTrunk(
  ctx: Context,
  id: string,
  body: UpdateTrunkBody,
  ifMatch: string | null,
): Promise<SavedTrunk> {
  requireScope(ctx, manageTrunks);
  const warnings = await requirePublicAddress(body.outbound_config);
  return tenant(ctx).transaction(async (tx) => {
    const before = await lockCustomerTrunk(tx, ctx, id);
    requireMatch(ifMatch, serializeTrunk(before));
    const data = { ...settingsOf(id, body, before), updatedAt: new Date() };
    const after = await tx.trunk.update({
      where: { organizationId_id: { organizationId: ctx.organizationId, id } },
      data,
    });
    await recordTrunkEvent(tx, ctx, "trunk.updated", { before, after });
    return { ...serializeTrunk(after), warnings };
  });
}
