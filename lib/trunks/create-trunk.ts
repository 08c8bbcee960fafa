import { randomUUID } from "node:crypto";
import { type Context, requireScope } from "@/lib/identity/actor";
import { requireRoom } from "@/lib/identity/organizations/caps";
import { manageTrunks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { recordTrunkEvent } from "./record-trunk-event";
import { requirePublicAddress } from "./require-public-address";
import type { CreateTrunkBody, SavedTrunk } from "./schemas";
import { serializeTrunk } from "./serialize-trunk";
import { settingsOf } from "./trunk-settings";

/** Throws `forbidden`, or `validation_failed` for a private address. */
export async function createTrunk(ctx: Context, body: CreateTrunkBody): Promise<SavedTrunk> {
  requireScope(ctx, manageTrunks);
  const id = randomUUID();
  const settings = settingsOf(id, body);
  const warnings = await requirePublicAddress(body.outbound_config);
  return tenant(ctx).transaction(async (tx) => {
    const { organizationId } = ctx;
    const count = () => tx.trunk.count({ where: { organizationId } });
    await requireRoom(tx, "trunks", { ownerId: organizationId, organizationId, count });
    const row = await tx.trunk.create({ data: { ...settings, id, organizationId } });
    await recordTrunkEvent(tx, ctx, "trunk.created", { after: row });
    return { ...serializeTrunk(row), warnings };
  });
}
