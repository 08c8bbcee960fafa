import { z } from "zod";
import { type OutboxEventType, outboxEvents } from "@/lib/identity/audit/outbox-events";
import { AssignedAgent } from "@/lib/numbers/phone-numbers/schemas";
import { isVisible } from "@/lib/platform/names/readable-name";
import { E164, Instant, listQuery, pageOf, Timestamp, Uuid } from "@/lib/platform/schemas";

export const webhookEventTypes = Object.keys(outboxEvents) as OutboxEventType[];

export const WebhookEventType = z.enum(webhookEventTypes).meta({ id: "WebhookEventType" });
export type WebhookEventType = z.infer<typeof WebhookEventType>;

/** `ping` is only sent by a test and cannot be subscribed to. */
export type SentEventType = WebhookEventType | "ping";

const number = { phone_number_id: z.uuid(), phone_number: E164 };

export const webhookData = {
  "phone_number.purchased": z.object({ ...number, trunk_id: z.uuid(), purchase_id: z.uuid() }),
  "phone_number.released": z.object(number),
  "phone_number.assigned": z.object({
    ...number,
    inbound_agent_version_id: z.uuid().nullable(),
    inbound_agent: AssignedAgent.nullable(),
    outbound_agent_version_id: z.uuid().nullable(),
    outbound_agent: AssignedAgent.nullable(),
  }),
  "phone_number.shareable_changed": z.object({ ...number, outbound_shareable: z.boolean() }),
  "phone_number.lost_at_carrier": z.object(number),
  "purchase.failed": z.object({
    purchase_id: z.uuid(),
    phone_number: E164,
    error: z.object({ code: z.string(), detail: z.string() }),
  }),
  ping: z.object({ endpoint_id: z.uuid() }),
} satisfies Record<SentEventType, z.ZodObject>;

const WebhookPayload = z
  .object({
    type: z.string().meta({ example: "phone_number.purchased" }),
    timestamp: Timestamp.meta({ description: "When it happened." }),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "WebhookPayload" });

const url = z
  .url({ protocol: /^https?$/, normalize: true, error: "Expected a URL such as https://example.com/webhooks." })
  .max(2_000)
  .refine((text) => withoutUser(text), "Remove credentials from the URL.")
  .refine((text) => !text.includes("#"), "Remove the #fragment from the URL.")
  .refine((text) => URL.parse(text)?.port !== "0", "Nothing can listen on port 0.")
  .meta({ description: "https only, on the public internet.", example: "https://example.com/webhooks" });

function withoutUser(text: string): boolean {
  const parsed = URL.parse(text);
  return parsed === null || (parsed.username === "" && parsed.password === "");
}

const description = z
  .string()
  .trim()
  .max(200)
  .refine((text) => text === "" || isVisible(text), "Use characters that can be seen.")
  .nullable();
const events = z
  .array(WebhookEventType)
  .min(1, "Choose at least one event.")
  .refine((chosen) => new Set(chosen).size === chosen.length, "Duplicate event.");

export const CreateWebhookEndpointBody = z
  .strictObject({ url, description: description.default(null), events, enabled: z.boolean().default(true) })
  .meta({ id: "CreateWebhookEndpoint" });
export type CreateWebhookEndpointBody = z.infer<typeof CreateWebhookEndpointBody>;

export const UpdateWebhookEndpointBody = z
  .strictObject({ url, description, events, enabled: z.boolean() })
  .partial()
  .meta({ id: "UpdateWebhookEndpoint" });
export type UpdateWebhookEndpointBody = z.infer<typeof UpdateWebhookEndpointBody>;

export const WebhookEndpointRecord = z
  .object({
    id: z.uuid(),
    url: z.string(),
    description: z.string().nullable(),
    events: z.array(z.string()),
    enabled: z.boolean(),
    disabled_reason: z
      .enum(["gone"])
      .nullable()
      .meta({ description: "`gone`: it answered 410 and was disabled. Null when a person did it." }),
    failing_since: Timestamp.nullable().meta({ description: "The first failed attempt since the last success." }),
    previous_secret_until: Timestamp.nullable().meta({
      description: "After a rotation: until then deliveries are signed with the previous secret as well.",
    }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "WebhookEndpoint" });
export type WebhookEndpointRecord = z.infer<typeof WebhookEndpointRecord>;

export const WebhookEndpointWithSecret = WebhookEndpointRecord.extend({
  secret: z.string().meta({ description: "Verifies deliveries. Shown only once.", example: "whsec_…" }),
}).meta({ id: "WebhookEndpointWithSecret" });
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;
/** `secret` is nullable, because the schema also covers a replayed response. */
export const CreatedWebhookEndpoint = WebhookEndpointRecord.extend({
  secret: z.string().nullable().meta({
    description: "Verifies deliveries. Shown only once. Null in a replayed response.",
    example: "whsec_…",
  }),
}).meta({ id: "CreatedWebhookEndpoint" });
export type CreatedWebhookEndpoint = z.infer<typeof CreatedWebhookEndpoint>;

export const WebhookEndpointPage = pageOf(WebhookEndpointRecord, "WebhookEndpointPage");
export type WebhookEndpointPage = z.infer<typeof WebhookEndpointPage>;

export const ListWebhookEndpointsQuery = z.strictObject(listQuery);
export type ListWebhookEndpointsQuery = z.infer<typeof ListWebhookEndpointsQuery>;

export const WebhookEndpointParams = z.object({ webhookEndpointId: Uuid });

export const WebhookDeliveryStatus = z.enum(["pending", "delivered", "failed"]);
export type WebhookDeliveryStatus = z.infer<typeof WebhookDeliveryStatus>;

export const WebhookDeliveryRecord = z
  .object({
    id: z.uuid(),
    webhook_endpoint_id: z.uuid(),
    webhook_id: z.uuid().meta({ description: "The event: `webhook-id` of the delivery, the same in every attempt." }),
    status: WebhookDeliveryStatus,
    payload: WebhookPayload,
    attempts: z.int(),
    next_attempt_at: Timestamp.nullable(),
    last_attempt_at: Timestamp.nullable(),
    response_status: z.int().nullable(),
    response_excerpt: z.string().nullable().meta({ description: "The beginning of the last response." }),
    duration_ms: z.int().nullable(),
    error: z.string().nullable().meta({ description: "Why the last attempt failed, in one sentence." }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "WebhookDelivery", description: "An event on its way to an endpoint." });
export type WebhookDeliveryRecord = z.infer<typeof WebhookDeliveryRecord>;

export const WebhookDeliveryPage = pageOf(WebhookDeliveryRecord, "WebhookDeliveryPage");
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;

export const ListWebhookDeliveriesQuery = z.strictObject({ ...listQuery, status: WebhookDeliveryStatus.optional() });
export type ListWebhookDeliveriesQuery = z.infer<typeof ListWebhookDeliveriesQuery>;

export const WebhookDeliveryParams = z.object({ webhookDeliveryId: Uuid });

export const ReplayFailedBody = z
  .strictObject({
    since: Instant.meta({ description: "Failed deliveries of events that happened then or later." }),
  })
  .meta({ id: "ReplayFailedWebhookDeliveries" });
export type ReplayFailedBody = z.infer<typeof ReplayFailedBody>;

export const ReplayedDeliveries = z.object({ replayed: z.int() }).meta({ id: "ReplayedWebhookDeliveries" });
export type ReplayedDeliveries = z.infer<typeof ReplayedDeliveries>;
