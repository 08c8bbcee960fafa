import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AgentsList } from "@/components/agents/agents-list";
import { CreateAgentButton, CreateAgentDialog } from "@/components/agents/create-agent";
import { agentKeys, agentsPageSize } from "@/components/agents/queries";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { PageHeader } from "@/components/ui/page-header";
import { listAgents } from "@/lib/agents/list-agents";
import { getPageContext } from "@/lib/http/page-context";
import { hasScope } from "@/lib/identity/actor";
import { manageAgents, readAgents } from "@/lib/identity/permissions";

export const metadata: Metadata = { title: "Agents" };

type AgentsPageProps = {
  params: Promise<{ org: string }>;
  searchParams: Promise<{ q?: string | string[]; active?: string | string[] }>;
};

export default async function AgentsPage({ params, searchParams }: AgentsPageProps) {
  const { ctx, organization } = await getPageContext((await params).org);
  if (!hasScope(ctx, readAgents)) return <NoAccess what="agents" organization={organization.name} />;
  const filter = filterOf(await searchParams);
  const { name, active } = filter;
  const page = await listAgents(ctx, {
    limit: agentsPageSize,
    ...(name !== "" && { name }),
    ...(active !== null && { active }),
  });
  const client = new QueryClient();
  client.setQueryData(agentKeys.list(organization.id, filter), { pages: [page], pageParams: [null] });
  const create = hasScope(ctx, manageAgents) && <CreateAgentButton />;
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <PageHeader title="Agents" description="AI agents that answer your numbers and make calls." actions={create} />
        <AgentsList create={create} />
        {create && <CreateAgentDialog />}
      </Clock>
    </HydrationBoundary>
  );
}

/** Accepts only what the page's own controls write into the URL. */
function filterOf({ q, active }: Awaited<AgentsPageProps["searchParams"]>) {
  return {
    name: typeof q === "string" && q.length <= 200 && !q.includes("\0") ? q.trim() : "",
    active: active === "true" ? true : active === "false" ? false : null,
  };
}
