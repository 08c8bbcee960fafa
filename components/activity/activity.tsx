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

/** Everything that was changed here, newest first. */
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
        description="Every change, who made it and from where. Nobody can alter it."
        actions={
          <Button variant="outline" aria-disabled={file.isPending} onClick={() => !file.isPending && file.mutate()}>
            <WorkingLabel working={file.isPending} label="Export CSV" workingLabel="Exporting…" />
          </Button>
        }
      />
      <ActivityFilters filters={filters} people={people} onChange={change} onClear={clear} />
      {query.error && !query.data ? (
        <CouldNotLoad what="The activity" error={query.error} onRetry={() => query.refetch()} />
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
        <EmptyState title="Nothing has happened yet">
          Purchases, assignments, keys, members: every change here is written down.
        </EmptyState>
      ) : (
        <MessageCard
          title="Nothing like this has happened"
          action={
            <Button variant="outline" size="small" onClick={clear}>
              Clear the filters
            </Button>
          }
        >
          No change fits all of these filters.
        </MessageCard>
      )}
      <LoadMore available={query.hasNextPage} loading={query.isFetchingNextPage} load={query.fetchNextPage} />
    </>
  );
}
