import { getInboundAgent } from "@/lib/agents/call-routing/get-inbound-agent";
import { InboundAgent, InboundAgentQuery } from "@/lib/agents/call-routing/schemas";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readAgents } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "getInboundAgent",
    tag: "Call routing",
    summary: "Find the agent that answers a number",
    description:
      "No agent answers a number that is being released or lost, has no inbound agent, or whose agent is inactive.",
    scopes: readAgents,
    query: InboundAgentQuery,
    responses: { 200: { description: "The agent version that answers.", body: InboundAgent } },
    errors: ["not_found"],
  },
  async ({ ctx, query }) => ({ body: await getInboundAgent(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
