import type { WebhookEvent } from "@/lib/generated/prisma/client";

/** The same body in every attempt. */
export function payloadOf({ type, createdAt, data }: WebhookEvent) {
  return { type, timestamp: createdAt.toISOString(), data: data as Record<string, unknown> };
}
