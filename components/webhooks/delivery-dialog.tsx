"use client";

import { useQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { useClock } from "@/components/ui/clock";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "@/components/ui/dialog";
import { CouldNotLoad } from "@/components/ui/message-card";
import { Skeleton } from "@/components/ui/skeleton";
import { fullTime } from "@/components/ui/time-text";
import { useDialogUrl } from "@/components/ui/use-dialog-url";
import type { WebhookDeliveryRecord, WebhookEndpointRecord } from "@/lib/webhooks/schemas";
import { ReplayButton } from "./deliveries-table";
import { DeliveryState } from "./delivery-state";
import { deliveryQuery } from "./queries";

/** Shows the request and the response of the delivery in the page's URL. */
export function DeliveryDialog({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const { subject, closeDialog } = useDialogUrl("delivery");
  return (
    <Dialog open={subject !== null} onOpenChange={(next) => !next && closeDialog()}>
      <DialogContent>{subject !== null && <Delivery id={subject} canReplay={endpoint.enabled} />}</DialogContent>
    </Dialog>
  );
}

function Delivery({ id, canReplay }: { id: string; canReplay: boolean }) {
  const { id: organizationId } = useOrganization();
  const { data: delivery, error, refetch } = useQuery(deliveryQuery(organizationId, id));
  return (
    <>
      <DialogHeader title={delivery ? <span className="font-mono">{delivery.payload.type}</span> : "Delivery"}>
        {delivery ? (delivery.error ?? "Request and response.") : "Loading delivery…"}
      </DialogHeader>
      <DialogBody>
        {delivery ? (
          <>
            <Facts delivery={delivery} />
            <Text label="Payload" text={JSON.stringify(delivery.payload, null, 2)} />
            {delivery.response_excerpt && <Text label="Response" text={delivery.response_excerpt} />}
          </>
        ) : error ? (
          <CouldNotLoad what="the delivery" error={error} onRetry={() => refetch()} />
        ) : (
          <Skeleton className="h-40" />
        )}
      </DialogBody>
      {delivery && canReplay && (
        <DialogFooter>
          <ReplayButton delivery={delivery} />
        </DialogFooter>
      )}
    </>
  );
}

function Facts({ delivery }: { delivery: WebhookDeliveryRecord }) {
  const { zone } = useClock();
  const time = (iso: string | null) => (iso === null ? null : fullTime(new Date(iso), zone));
  const { response_status: code, duration_ms: ms } = delivery;
  const facts: [string, string | null][] = [
    ["Attempts", String(delivery.attempts)],
    ["Response", code === null ? null : `${code} in ${ms} ms`],
    ["Last attempt", time(delivery.last_attempt_at)],
    ["Next attempt", time(delivery.next_attempt_at)],
    ["Webhook ID", delivery.webhook_id],
  ];
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] items-center gap-y-1.5 text-sm">
      <dt className="text-muted-foreground">Status</dt>
      <dd>
        <DeliveryState delivery={delivery} />
      </dd>
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="break-words tabular-nums">{value ?? "-"}</dd>
        </div>
      ))}
    </dl>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <section aria-label={label} className="grid min-w-0 gap-1.5">
      <h3 className="font-medium text-sm">{label}</h3>
      <pre className="whitespace-pre-wrap rounded-control border bg-muted p-3 font-mono text-xs [overflow-wrap:anywhere]">
        {text}
      </pre>
    </section>
  );
}
