import type { WebhookEndpoint } from "@/lib/generated/prisma/client";
import type { WebhookEndpointRecord } from "./schemas";

/** Never contains the secret. */
export function serializeWebhookEndpoint(row: WebhookEndpoint): WebhookEndpointRecord {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: row.events,
    enabled: row.enabled,
    disabled_reason: row.disabledReason === "gone" ? "gone" : null,
    failing_since: row.failingSince?.toISOString() ?? null,
    previous_secret_until: row.previousSecretUntil?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
