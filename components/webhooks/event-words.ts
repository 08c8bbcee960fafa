import type { WebhookEventType } from "@/lib/webhooks/schemas";

export const eventWords: Record<WebhookEventType, string> = {
  "phone_number.purchased": "Number purchased",
  "phone_number.released": "Number released or removed",
  "phone_number.assigned": "Agent assignment changed",
  "phone_number.shareable_changed": "Sharing turned on or off",
  "phone_number.lost_at_carrier": "Number lost at carrier",
  "purchase.failed": "Purchase failed",
};
