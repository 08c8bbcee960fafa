import { describe, expect, it } from "vitest";
import { outboxEvents } from "@/lib/identity/audit/outbox-events";
import { CreateWebhookEndpointBody, UpdateWebhookEndpointBody, webhookData, webhookEventTypes } from "./schemas";

const rest = { events: ["phone_number.purchased"] };
const bodies = [
  ["create", (url: string) => CreateWebhookEndpointBody.safeParse({ url, ...rest })],
  ["update", (url: string) => UpdateWebhookEndpointBody.safeParse({ url })],
] as const;

describe.each(bodies)("the URL of a webhook endpoint, %s", (_, parse) => {
  it.each([
    ["https://example.com/hooks?a=1", "https://example.com/hooks?a=1"],
    ["https://EXAMPLE.com:443", "https://example.com/"],
    ["https://1.1.1.1\\@example.com/", "https://1.1.1.1/@example.com/"],
    ["https://example.com/ho\noks\t", "https://example.com/hooks"],
    ["https://example.com/a/../b", "https://example.com/b"],
    ["https://0x7f.1/", "https://127.0.0.1/"],
  ])("%j is kept as it is asked: %s", (written, kept) => expect(parse(written).data?.url).toBe(kept));

  it.each([
    "https://example.com:0/",
    "https://example.com:00/x",
    "https://user:secret@example.com/",
    "ftp://example.com/",
    "https://",
  ])("%s is refused", (url) => expect(parse(url).success).toBe(false));
});

it.each(webhookEventTypes)("the data of %s has the members that the outbox writes", (type) => {
  expect(Object.keys(webhookData[type].shape)).toEqual(outboxEvents[type]);
});
