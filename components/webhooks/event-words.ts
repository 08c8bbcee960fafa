import type { WebhookEventType } from "@/lib/webhooks/schemas";

/** What each event tells, as the form says it. */
export const eventWords: Record<WebhookEventType, string> = {
  "phone_number.purchased": "A number was bought",
  "phone_number.released": "A number left the directory",
  "phone_number.assigned": "The agents of a number changed",
  "phone_number.shareable_changed": "A number is shared, or not any more",
  "phone_number.lost_at_carrier": "The carrier does not have a number any more",
  "purchase.failed": "A purchase ended without a number",
};
