"use client";

import { useQuery } from "@tanstack/react-query";
import ChevronLeft from "lucide-react/icons/chevron-left";
import Link from "next/link";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { TimeSince } from "@/components/ui/time-ago";
import { WorkingLabel } from "@/components/ui/working-label";
import type { WebhookEndpointRecord } from "@/lib/webhooks/schemas";
import { DeliveriesList } from "./deliveries-list";
import { DeliveryDialog } from "./delivery-dialog";
import { EditEndpoint } from "./edit-endpoint";
import { EndpointMenu } from "./endpoint-menu";
import { EndpointState } from "./endpoint-state";
import { endpointQuery } from "./queries";
import { useTestEndpoint } from "./use-endpoint-mutations";

export function EndpointDetail({ endpointId }: { endpointId: string }) {
  const { id, slug } = useOrganization();
  const { data: endpoint } = useQuery(endpointQuery(id, endpointId));
  if (!endpoint) return null;
  return (
    <>
      <Link
        href={`/${slug}/webhooks`}
        className="-ml-1 mb-1 inline-flex min-h-6 items-center gap-0.5 text-muted-foreground text-sm hover:text-foreground"
      >
        <ChevronLeft size={15} aria-hidden="true" />
        Webhooks
      </Link>
      <PageHeader
        title={endpoint.description ?? new URL(endpoint.url).host}
        description={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <EndpointState endpoint={endpoint} />
            <span className="min-w-0 break-all font-mono text-xs">{endpoint.url}</span>
          </span>
        }
      />
      <div className="-mt-1 mb-6 flex flex-wrap gap-2">
        {endpoint.enabled && <SendTest endpoint={endpoint} />}
        <EditEndpoint endpoint={endpoint} />
        <EndpointMenu endpoint={endpoint} />
      </div>
      <EndpointTrouble endpoint={endpoint} />
      <DeliveriesList endpoint={endpoint} />
      <DeliveryDialog endpoint={endpoint} />
    </>
  );
}

function SendTest({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const { mutate, isPending } = useTestEndpoint(endpoint);
  return (
    <Button variant="outline" aria-disabled={isPending} onClick={() => !isPending && mutate()}>
      <WorkingLabel working={isPending} label="Send test" workingLabel="Sending…" />
    </Button>
  );
}

/** Explains why events do not reach the endpoint. */
function EndpointTrouble({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const { enabled, disabled_reason: reason, failing_since: failingSince } = endpoint;
  if (enabled && failingSince === null) return null;
  return (
    <Notice tone={reason === "gone" || enabled ? "danger" : "neutral"} className="mb-6">
      {reason === "gone" ? (
        "Your endpoint returned 410 Gone, so it was disabled. Fix it, enable it, then replay failed deliveries."
      ) : enabled && failingSince ? (
        <>
          All deliveries have failed for <TimeSince iso={failingSince} />. Each event is retried for 24 hours.
        </>
      ) : (
        "Disabled. Events aren't being sent."
      )}
    </Notice>
  );
}
