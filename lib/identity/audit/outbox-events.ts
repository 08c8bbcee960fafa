/** Events that the outbox delivers to webhooks, and the members of their data (`webhookData` describes the types). */
export const outboxEvents = {
  "phone_number.purchased": ["phone_number_id", "phone_number", "trunk_id", "purchase_id"],
  "phone_number.released": ["phone_number_id", "phone_number"],
  "phone_number.assigned": [
    "phone_number_id",
    "phone_number",
    "inbound_agent_version_id",
    "inbound_agent",
    "outbound_agent_version_id",
    "outbound_agent",
  ],
  "phone_number.shareable_changed": ["phone_number_id", "phone_number", "outbound_shareable"],
  "phone_number.lost_at_carrier": ["phone_number_id", "phone_number"],
  "purchase.failed": ["purchase_id", "phone_number", "error"],
} as const;

export type OutboxEventType = keyof typeof outboxEvents;
