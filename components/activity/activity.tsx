"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadMore } from "@/components/ui/load-more";
import { CouldNotLoad, MessageCard } from "@/components/ui/message-card";
import { PageHeader } from "@/components/ui/page-header";
import { WorkingLabel } from "@/components/ui/working-label";
import { ActivityFilters } from "./activity-filters";
import { EventRow } from "./event-row";
import { searchOf } from "./filters";
import { activityQuery } from "./queries";
import { useActivityFilters } from "./use-activity-filters";
import { useExportActivity } from "./use-export-activity";

export function Activity({ people }: { people: { id: string; name: string }[] }) {
  const { id } = useOrganization();
  const { filters, change, clear } = useActivityFilters();
  const query = useInfiniteQuery({ ...activityQuery(id, filters), placeholderData: (before) => before });
  const events = query.data?.pages.flatMap((page) => page.data) ?? [];
  const file = useExportActivity(filters);
  return (
    <>
      <PageHeader
        title="Activity"
        description="A permanent record of every change, who made it and where from."
        actions={
          <Button variant="outline" aria-disabled={file.isPending} onClick={() => !file.isPending && file.mutate()}>
            <WorkingLabel working={file.isPending} label="Export CSV" workingLabel="Exporting…" />
          </Button>
        }
      />
      <ActivityFilters filters={filters} people={people} onChange={change} onClear={clear} />
      {query.error && !query.data ? (
        <CouldNotLoad what="the activity" error={query.error} onRetry={() => query.refetch()} />
      ) : events.length > 0 ? (
        <ul
          aria-label="Activity"
          aria-busy={query.isPlaceholderData}
          className="overflow-hidden rounded-card border bg-surface"
        >
          {events.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </ul>
      ) : searchOf(filters) === "" ? (
        <EmptyState title="No activity yet">Changes to numbers, agents, keys and members appear here.</EmptyState>
      ) : (
        <MessageCard
          title="No matching activity"
          action={
            <Button variant="outline" size="small" onClick={clear}>
              Clear filters
            </Button>
          }
        >
          Try different filters.
        </MessageCard>
      )}
      <LoadMore available={query.hasNextPage} loading={query.isFetchingNextPage} load={query.fetchNextPage} />
    </>
  );
}
