import type { Trunk } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import type { Tx } from "@/lib/platform/db/db";
import { serializeTrunk } from "./serialize-trunk";

type Change = { before?: Trunk; after: Trunk } | { before: Trunk; after?: Trunk };

/** Call in the transaction of the change. Records that a password changed, never its value. */
export async function recordTrunkEvent(
  tx: Tx,
  ctx: Context,
  action: "trunk.created" | "trunk.updated" | "trunk.deleted",
  { before, after }: Change,
): Promise<void> {
  const passwordsChanged = (["inboundPassword", "outboundPassword"] as const).some(
    (column) => (before?.[column] ?? null) !== (after?.[column] ?? null),
  );
  await recordAuditEvent(tx, ctx, {
    action,
    targetId: (after ?? before)?.id ?? "",
    ...(before && { before: stateOf(before) }),
    ...(after && { after: { ...stateOf(after), passwords_changed: passwordsChanged } }),
  });
}

function stateOf(row: Trunk) {
  const { name, inbound_config, outbound_config } = serializeTrunk(row);
  return { name, inbound_config, outbound_config };
}
