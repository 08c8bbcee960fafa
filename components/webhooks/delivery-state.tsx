import { Badge } from "@/components/ui/badge";
import type { WebhookDeliveryRecord } from "@/lib/webhooks/schemas";

export function DeliveryState({ delivery: { status, attempts } }: { delivery: WebhookDeliveryRecord }) {
  if (status === "delivered") return <Badge>Delivered</Badge>;
  if (status === "failed") return <Badge tone="danger">Failed</Badge>;
  return attempts === 0 ? <Badge>Sending</Badge> : <Badge tone="warning">Retrying</Badge>;
}
