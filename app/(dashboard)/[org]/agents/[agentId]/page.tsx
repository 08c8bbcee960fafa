import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AgentDetail } from "@/components/agents/agent-detail";
import { agentKeys, agentNumbersPageSize, versionsPageSize } from "@/components/agents/queries";
import { NoAccess } from "@/components/shell/no-access";
import { Clock } from "@/components/ui/clock";
import { getAgent } from "@/lib/agents/get-agent";
import { listAgentVersions } from "@/lib/agents/list-agent-versions";
import { AgentParams } from "@/lib/agents/schemas";
import { getPageContext } from "@/lib/http/page-context";
import { hasScope } from "@/lib/identity/actor";
import { readAgents, readPhoneNumbers } from "@/lib/identity/permissions";
import { listPhoneNumbers } from "@/lib/numbers/phone-numbers/list-phone-numbers";
import { AppError } from "@/lib/platform/errors";

export const metadata: Metadata = { title: "Agent" };

export default async function AgentPage({ params }: { params: Promise<{ org: string; agentId: string }> }) {
  const { org, agentId } = await params;
  const { ctx, organization } = await getPageContext(org);
  if (!hasScope(ctx, readAgents)) return <NoAccess what="agents" organization={organization.name} />;
  if (!AgentParams.safeParse({ agentId }).success) notFound();
  const [agent, versions, numbers] = await Promise.all([
    getAgent(ctx, agentId),
    listAgentVersions(ctx, agentId, { limit: versionsPageSize, config: false }),
    hasScope(ctx, readPhoneNumbers) && listPhoneNumbers(ctx, { limit: agentNumbersPageSize, agent_id: agentId }),
  ]).catch(notFoundIfMissing);
  const client = new QueryClient();
  client.setQueryData(agentKeys.detail(organization.id, agentId), agent);
  client.setQueryData(agentKeys.versions(organization.id, agentId), { pages: [versions], pageParams: [null] });
  if (numbers) {
    client.setQueryData(agentKeys.numbers(organization.id, agentId), { pages: [numbers], pageParams: [null] });
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <Clock renderedAt={Date.now()}>
        <AgentDetail agentId={agentId} />
      </Clock>
    </HydrationBoundary>
  );
}

function notFoundIfMissing(error: unknown): never {
  if (error instanceof AppError && error.code === "not_found") notFound();
  throw error;
}
