import type { Prisma } from "@/lib/generated/prisma/client";
import { payloadOf } from "./payload-of";
import type { WebhookDeliveryRecord } from "./schemas";

export const withEvent = { event: true } as const;
export type WebhookDeliveryRow = Prisma.WebhookDeliveryGetPayload<{ include: typeof withEvent }>;

export function serializeWebhookDelivery(row: WebhookDeliveryRow): WebhookDeliveryRecord {
  return {
    id: row.id,
    webhook_endpoint_id: row.endpointId,
    webhook_id: row.eventId,
    status: row.status as WebhookDeliveryRecord["status"],
    payload: payloadOf(row.event),
    attempts: row.attempts,
    next_attempt_at: row.status === "pending" ? row.nextAttemptAt.toISOString() : null,
    last_attempt_at: row.lastAttemptAt?.toISOString() ?? null,
    response_status: row.responseStatus,
    response_excerpt: row.responseExcerpt,
    duration_ms: row.durationMs,
    error: row.error,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
