"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterInput } from "@/components/ui/filter-input";
import { LoadMore } from "@/components/ui/load-more";
import { CouldNotLoad, MessageCard } from "@/components/ui/message-card";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { TableSkeleton } from "@/components/ui/table";
import { AgentsTable, agentColumns } from "./agents-table";
import { agentsQuery } from "./queries";
import { useAgentFilter } from "./use-agent-filter";

/** @param create opens the dialog; absent without permission */
export function AgentsList({ create }: { create: ReactNode }) {
  const { id } = useOrganization();
  const { typed, filter, setTyped, setActive, clear } = useAgentFilter();
  const agents = useInfiniteQuery({ ...agentsQuery(id, filter), placeholderData: keepPreviousData });
  const records = agents.data?.pages.flatMap((page) => page.data) ?? [];
  const isFiltered = typed !== "" || filter.name !== "" || filter.active !== null;

  if (agents.data && records.length === 0 && !isFiltered && !agents.isPlaceholderData) {
    return (
      <EmptyState title="No agents yet" action={create}>
        Agents answer and make calls on your numbers. Each version holds what an agent says and does.
      </EmptyState>
    );
  }
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <FilterInput label="Find agents by name" placeholder="Search agents…" typed={typed} onType={setTyped} />
        <Select
          aria-label="Status"
          className="w-full sm:w-48"
          value={filter.active === null ? "" : String(filter.active)}
          onChange={({ target }) => setActive(target.value === "" ? null : target.value === "true")}
        >
          <option value="">All statuses</option>
          <option value="true">Active</option>
          <option value="false">Inactive</option>
        </Select>
      </div>
      {agents.isPending ? (
        <TableSkeleton label="Agents" columns={agentColumns} />
      ) : agents.data === undefined ? (
        <CouldNotLoad what="the agents" error={agents.error} onRetry={() => agents.refetch()} />
      ) : records.length === 0 ? (
        <MessageCard
          title="No matching agents"
          action={
            <Button variant="outline" size="small" onClick={clear}>
              Show all agents
            </Button>
          }
        >
          {typed === "" ? "No agents with this status." : `No names match “${typed}”.`}
        </MessageCard>
      ) : (
        <AgentsTable agents={records} busy={agents.isPlaceholderData} />
      )}
      {agents.isFetchNextPageError && (
        <Notice tone="danger" className="mt-3">
          {agents.error.message}
        </Notice>
      )}
      <LoadMore
        available={records.length > 0 && agents.hasNextPage}
        loading={agents.isFetchingNextPage}
        load={agents.fetchNextPage}
      />
    </>
  );
}
