"use client";

import { keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useOrganization } from "@/components/organizations/organization-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Combobox, ComboboxOption } from "@/components/ui/combobox";
import { useRested } from "@/components/ui/use-rested";
import type { AgentRecord } from "@/lib/agents/schemas";
import { agentSearchQuery } from "./agent-search";

type AgentPickerProps = {
  label: string;
  /** Null for no agent. */
  chosen: { id: string; name: string } | null;
  /** The label of the empty choice, and whether it can be selected. */
  none: { word: string; choosable: boolean };
  onChoose: (agent: AgentRecord | null) => void;
  /** Agents without a version cannot be assigned. */
  needsVersion?: boolean;
  children?: ReactNode;
  className?: string;
};

/** Searches on the server, because there may be thousands of agents. */
export function AgentPicker({ label, chosen, none, onChoose, needsVersion = false, ...looks }: AgentPickerProps) {
  const { id: organizationId } = useOrganization();
  const [typed, setTyped] = useState("");
  const [wanted, setWanted] = useState(false);
  const name = useRested(typed.trim());
  const found = useInfiniteQuery({
    ...agentSearchQuery(organizationId, name),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
  const agents = found.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Combobox
      label={label}
      chosen={chosen?.name ?? none.word}
      placeholder="Search agents by name"
      typed={typed}
      onType={setTyped}
      onOpen={() => setWanted(true)}
      busy={found.isPending || found.isPlaceholderData || name !== typed.trim()}
      message={<Message {...{ found, count: agents.length, name }} />}
      options={(choose) => (
        <>
          {none.choosable && typed === "" && (
            <ComboboxOption id="none" chosen={chosen === null} onChoose={() => choose(() => onChoose(null))}>
              {none.word}
            </ComboboxOption>
          )}
          {agents.map((agent) => (
            <ComboboxOption
              key={agent.id}
              id={agent.id}
              chosen={agent.id === chosen?.id}
              disabled={needsVersion && agent.latest_version === null}
              onChoose={() => choose(() => onChoose(agent))}
            >
              <span dir="auto" className="truncate">
                {agent.name}
              </span>
              <LatestVersion agent={agent} />
            </ComboboxOption>
          ))}
        </>
      )}
      {...looks}
    />
  );
}

function LatestVersion({ agent }: { agent: AgentRecord }) {
  if (agent.latest_version === null) return <span className="text-muted-foreground text-xs">no version yet</span>;
  if (agent.latest_published_version === null) return <Badge>v{agent.latest_version} (draft)</Badge>;
  return <Badge>v{agent.latest_published_version}</Badge>;
}

type MessageProps = { found: UseInfiniteQueryResult; count: number; name: string };

function Message({ found, count, name }: MessageProps) {
  if (found.error) {
    return (
      <span className="flex items-center justify-between gap-3">
        {found.error.message}
        <Button variant="outline" size="small" onClick={() => found.refetch()}>
          Retry
        </Button>
      </span>
    );
  }
  if (found.isPending) return "Loading agents…";
  if (count === 0) return name === "" ? "No active agents yet." : `No active agents match “${name}”.`;
  if (!found.hasNextPage) return null;
  return (
    <span className="flex items-center justify-between gap-3">
      {found.isFetchingNextPage ? "Loading…" : `Showing the newest ${count}. Type to search.`}
      <Button
        variant="quiet"
        size="small"
        aria-disabled={found.isFetchingNextPage}
        onClick={() => !found.isFetchingNextPage && found.fetchNextPage()}
      >
        Show more
      </Button>
    </span>
  );
}
