import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { Timestamp } from "@/lib/platform/schemas";
import { type SentEventType, webhookData } from "./schemas";

const summaries: Record<SentEventType, string> = {
  "phone_number.purchased": "A number was purchased, or found at the carrier and added to the directory",
  "phone_number.released": "A number was released or removed",
  "phone_number.assigned": "A number's agent assignment changed",
  "phone_number.shareable_changed": "Sharing was turned on or off for a number",
  "phone_number.lost_at_carrier": "The carrier no longer has a number",
  "purchase.failed": "A purchase failed, and nothing was charged",
  ping: "Someone tests the endpoint",
};

const description =
  "Signed according to the Standard Webhooks specification and delivered at least once, in no particular order: deduplicate by `webhook-id`. Anything but a 2xx within 10 seconds is retried for 24 hours; 410 disables the endpoint, and redirects are not followed.";

const header = z.object({
  "webhook-id": z.uuid().meta({ description: "The event: the same in every attempt and replay." }),
  "webhook-timestamp": z.string().meta({ description: "Time of this attempt, in seconds since 1970." }),
  "webhook-signature": z.string().meta({
    description:
      "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; after a rotation two, with a space between.",
  }),
});

/** Webhooks in the OpenAPI document, from the same schemas that tests check deliveries against. */
export const webhookOperations: ZodOpenApiPathsObject = Object.fromEntries(
  Object.entries(webhookData).map(([type, data]) => [
    type,
    {
      post: {
        summary: summaries[type as SentEventType],
        description,
        tags: ["Webhooks"],
        security: [],
        requestParams: { header },
        requestBody: {
          required: true,
          content: {
            "application/json": { schema: z.object({ type: z.literal(type), timestamp: Timestamp, data }) },
          },
        },
        responses: { "2XX": { description: "Delivered." } },
      },
    },
  ]),
);
