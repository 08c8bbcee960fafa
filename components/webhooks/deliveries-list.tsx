"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { LoadMore } from "@/components/ui/load-more";
import { CouldNotLoad, MessageCard } from "@/components/ui/message-card";
import { Select } from "@/components/ui/select";
import { TableSkeleton } from "@/components/ui/table";
import { WorkingLabel } from "@/components/ui/working-label";
import { WebhookDeliveryStatus, type WebhookEndpointRecord } from "@/lib/webhooks/schemas";
import { DeliveriesTable, deliveryColumns } from "./deliveries-table";
import { deliveriesQuery } from "./queries";
import { useReplayFailed } from "./use-endpoint-mutations";

const statuses = WebhookDeliveryStatus.options;
const words = { pending: "Pending", delivered: "Delivered", failed: "Failed" };

export function DeliveriesList({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const { id } = useOrganization();
  const [status, setStatus] = useQueryState("status", parseAsStringLiteral(statuses));
  const query = useInfiniteQuery({
    ...deliveriesQuery(id, endpoint.id, status),
    placeholderData: keepPreviousData,
  });
  const deliveries = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section aria-labelledby="deliveries">
      <div className="mb-3 flex min-h-9 flex-wrap items-center gap-2">
        <h2 id="deliveries" className="mr-auto font-semibold text-lg tracking-[-0.012em]">
          Deliveries
        </h2>
        {endpoint.enabled && deliveries.some((delivery) => delivery.status === "failed") && (
          <ReplayFailed endpoint={endpoint} />
        )}
        <Select
          aria-label="Which deliveries"
          className="w-44"
          value={status ?? ""}
          onChange={({ target }) => void setStatus(statuses.find((one) => one === target.value) ?? null)}
        >
          <option value="">All deliveries</option>
          {statuses.map((one) => (
            <option key={one} value={one}>
              {words[one]}
            </option>
          ))}
        </Select>
      </div>
      {query.isPending ? (
        <TableSkeleton label="Deliveries" columns={deliveryColumns} />
      ) : query.data === undefined ? (
        <CouldNotLoad what="the deliveries" error={query.error} onRetry={() => query.refetch()} />
      ) : deliveries.length === 0 ? (
        <MessageCard title={status === null ? "No deliveries yet" : "No matching deliveries"}>
          {status === null
            ? "Events appear here as they're sent and are kept for 30 days."
            : "Clear the filter to see all."}
        </MessageCard>
      ) : (
        <DeliveriesTable deliveries={deliveries} busy={query.isPlaceholderData} canReplay={endpoint.enabled} />
      )}
      <LoadMore
        available={deliveries.length > 0 && query.hasNextPage}
        loading={query.isFetchingNextPage}
        load={query.fetchNextPage}
      />
    </section>
  );
}

function ReplayFailed({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const { mutate, isPending } = useReplayFailed(endpoint);
  return (
    <Button variant="outline" aria-disabled={isPending} onClick={() => !isPending && mutate()}>
      <WorkingLabel working={isPending} label="Replay all failed" workingLabel="Replaying…" />
    </Button>
  );
}
