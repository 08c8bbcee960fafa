import type { WebhookEndpoint } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import type { Tx } from "@/lib/platform/db/db";
import { serializeWebhookEndpoint } from "./serialize-webhook-endpoint";

type Change =
  | { before?: WebhookEndpoint; after: WebhookEndpoint }
  | { before: WebhookEndpoint; after?: WebhookEndpoint };

/** Call in the transaction of the change. Records settings, never a secret. */
export async function recordEndpointEvent(
  tx: Tx,
  ctx: Context,
  action: "created" | "updated" | "deleted" | "secret_rotated",
  { before, after }: Change,
): Promise<void> {
  await recordAuditEvent(tx, ctx, {
    action: `webhook_endpoint.${action}`,
    targetId: (after ?? before)?.id ?? "",
    ...(before && { before: stateOf(before) }),
    ...(after && { after: stateOf(after) }),
  });
}

function stateOf(row: WebhookEndpoint) {
  const { url, description, events, enabled } = serializeWebhookEndpoint(row);
  return { url, description, events, enabled };
}
