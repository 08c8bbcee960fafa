import { Badge } from "@/components/ui/badge";
import type { WebhookEndpointRecord } from "@/lib/webhooks/schemas";

/** Renders nothing for a working endpoint. */
export function EndpointState({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  if (endpoint.disabled_reason === "gone") return <Badge tone="danger">Disabled (410 Gone)</Badge>;
  if (!endpoint.enabled) return <Badge>Disabled</Badge>;
  if (endpoint.failing_since !== null) return <Badge tone="warning">Failing</Badge>;
  return <Badge>Enabled</Badge>;
}
