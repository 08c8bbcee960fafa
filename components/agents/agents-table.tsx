"use client";

import Link from "next/link";
import { useOrganization } from "@/components/organizations/organization-context";
import { Badge } from "@/components/ui/badge";
import { Table, TableCell, type TableColumn, TableRow } from "@/components/ui/table";
import { TimeAgo } from "@/components/ui/time-ago";
import type { AgentRecord } from "@/lib/agents/schemas";

const wide = "max-md:hidden";

export const agentColumns: readonly TableColumn[] = [
  { id: "name", header: "Name" },
  { id: "published", header: "Published", className: "w-28" },
  { id: "latest", header: "Latest version", className: `w-36 ${wide}` },
  { id: "updated", header: "Updated At", className: `w-36 ${wide}` },
];

export function AgentsTable({ agents, busy }: { agents: AgentRecord[]; busy: boolean }) {
  return (
    <Table label="Agents" columns={agentColumns} busy={busy}>
      {agents.map((agent) => (
        <AgentRow key={agent.id} agent={agent} />
      ))}
    </Table>
  );
}

function AgentRow({ agent }: { agent: AgentRecord }) {
  const { slug } = useOrganization();
  const { latest_version: latest, latest_published_version: published } = agent;
  return (
    <TableRow className="relative">
      <TableCell>
        <span className="flex min-w-0 items-center gap-2">
          <Link
            dir="auto"
            href={`/${slug}/agents/${agent.id}`}
            className="min-w-0 truncate font-medium after:absolute after:inset-0 after:content-['']"
          >
            {agent.name}
          </Link>
          {!agent.active && <Badge>Inactive</Badge>}
          {agent.is_demo && <Badge>Demo</Badge>}
        </span>
        {agent.description && (
          <p dir="auto" className="truncate text-left text-muted-foreground text-sm">
            {agent.description}
          </p>
        )}
      </TableCell>
      <TableCell className="w-28 tabular-nums">{published === null ? "-" : `v${published}`}</TableCell>
      <TableCell className={`w-36 tabular-nums ${wide}`}>
        {latest === null ? "-" : latest === published ? `v${latest}` : `v${latest} (draft)`}
      </TableCell>
      <TableCell className={`w-36 ${wide}`}>
        <TimeAgo iso={agent.updated_at} />
      </TableCell>
    </TableRow>
  );
}
