import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { Timestamp } from "@/lib/platform/schemas";
import { type SentEventType, webhookData } from "./schemas";

const summaries: Record<SentEventType, string> = {
  "phone_number.purchased": "A number was bought, or found at the carrier and taken into the directory",
  "phone_number.released": "A number has left the directory",
  "phone_number.assigned": "The agents of a number changed",
  "phone_number.shareable_changed": "A number is shared, or not any more",
  "phone_number.lost_at_carrier": "The carrier does not have a number any more",
  "purchase.failed": "A purchase ended without a number, and nothing was charged",
  ping: "Somebody tests the endpoint",
};

const description =
  "Signed as the Standard Webhooks specification says, delivered at least once and in no order: remember `webhook-id`. Anything but 2xx within 10 seconds is repeated for 24 hours; 410 disables the endpoint, and redirects are not followed.";

const header = z.object({
  "webhook-id": z.uuid().meta({ description: "The event: the same in every attempt and replay." }),
  "webhook-timestamp": z.string().meta({ description: "Of this attempt, in seconds since 1970." }),
  "webhook-signature": z.string().meta({
    description:
      "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; after a rotation two, with a space between.",
  }),
});

/** What endpoints get, as the OpenAPI document describes it: from the schemas that the tests hold deliveries to. */
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
