"use client";

import { useQuery } from "@tanstack/react-query";
import ChevronLeft from "lucide-react/icons/chevron-left";
import Link from "next/link";
import { useOrganization } from "@/components/organizations/organization-context";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { PageHeader } from "@/components/ui/page-header";
import { AgentNumbers } from "./agent-numbers";
import { AgentVersions } from "./agent-versions";
import { DeleteAgent } from "./delete-agent";
import { EditAgent } from "./edit-agent";
import { agentQuery } from "./queries";

export function AgentDetail({ agentId }: { agentId: string }) {
  const { id, slug, scopes } = useOrganization();
  const { data: agent } = useQuery(agentQuery(id, agentId));
  if (!agent) return null;
  const canManage = scopes.includes("agents:manage");
  const canSeeNumbers = scopes.includes("phone_numbers:read") || scopes.includes("phone_numbers:manage");
  return (
    <>
      <Link
        href={`/${slug}/agents`}
        className="-ml-1 mb-1 inline-flex min-h-6 items-center gap-0.5 text-muted-foreground text-sm hover:text-foreground"
      >
        <ChevronLeft size={15} aria-hidden="true" />
        Agents
      </Link>
      <PageHeader
        title={agent.name}
        description={
          <span className="group/row flex flex-wrap items-center gap-x-2">
            <Badge>{agent.active ? "Active" : "Inactive"}</Badge>
            {agent.is_demo && <Badge>Demo</Badge>}
            <span className="font-mono text-xs">{agent.id}</span>
            <CopyButton text={agent.id} />
          </span>
        }
        actions={
          canManage && (
            <>
              <EditAgent agent={agent} />
              <DeleteAgent agent={agent} />
            </>
          )
        }
      />
      {agent.description && (
        <p dir="auto" className="wrap-anywhere mb-6 max-w-[68ch] whitespace-pre-line">
          {agent.description}
        </p>
      )}
      <div className="grid gap-8">
        <AgentVersions agentId={agentId} canManage={canManage} />
        {canSeeNumbers && <AgentNumbers agentId={agentId} />}
      </div>
    </>
  );
}
