"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { EmptyState } from "@/components/ui/empty-state";
import { CouldNotLoad } from "@/components/ui/message-card";
import { Table, TableCell, type TableColumn, TableRow, TableSkeleton } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import { type WebhookEndpointRecord, webhookEventTypes } from "@/lib/webhooks/schemas";
import { EndpointState } from "./endpoint-state";
import { endpointsQuery } from "./queries";

const wide = "max-md:hidden";

const columns: readonly TableColumn[] = [
  { id: "url", header: "URL" },
  { id: "state", header: "Status", className: "w-32" },
  { id: "events", header: "Events", className: `w-32 ${wide}` },
  { id: "created", header: "Created At", className: `w-32 ${wide}` },
];

/** @param create opens the dialog */
export function EndpointsList({ create }: { create: ReactNode }) {
  const { id } = useOrganization();
  const { data, error, refetch } = useQuery(endpointsQuery(id));
  if (data === undefined && error) return <CouldNotLoad what="the webhooks" error={error} onRetry={() => refetch()} />;
  if (data === undefined) return <TableSkeleton label="Webhooks" columns={columns} rows={3} />;
  if (data.data.length === 0) {
    return (
      <EmptyState title="No webhooks yet" action={create}>
        Get notified when a number is bought, an agent is assigned or a purchase fails.
      </EmptyState>
    );
  }
  return (
    <Table label="Webhooks" columns={columns}>
      {data.data.map((endpoint) => (
        <EndpointRow key={endpoint.id} endpoint={endpoint} />
      ))}
    </Table>
  );
}

function EndpointRow({ endpoint }: { endpoint: WebhookEndpointRecord }) {
  const { slug } = useOrganization();
  const { url, description, events, created_at: createdAt } = endpoint;
  return (
    <TableRow className="relative">
      <TableCell>
        <Link
          href={`/${slug}/webhooks/${endpoint.id}`}
          dir="auto"
          className="block truncate font-medium after:absolute after:inset-0 after:content-['']"
        >
          {url}
        </Link>
        {description && (
          <p dir="auto" className="truncate text-left text-muted-foreground text-sm">
            {description}
          </p>
        )}
      </TableCell>
      <TableCell className="w-32">
        <EndpointState endpoint={endpoint} />
      </TableCell>
      <TableCell className={`w-32 tabular-nums ${wide}`}>
        {events.length === webhookEventTypes.length ? "All" : `${events.length} of ${webhookEventTypes.length}`}
      </TableCell>
      <TableCell className={`w-32 ${wide}`}>
        <TimeAgo iso={createdAt} />
      </TableCell>
    </TableRow>
  );
}
