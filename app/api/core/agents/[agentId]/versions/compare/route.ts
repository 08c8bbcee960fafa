import { compareAgentVersions } from "@/lib/agents/compare-agent-versions";
import { AgentParams, CompareAgentVersionsBody } from "@/lib/agents/schemas";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readAgents } from "@/lib/identity/permissions";

export const POST = withApi(
  {
    operation: "compareAgentVersions",
    tag: "Agents",
    summary: "Compare two versions",
    description:
      "Line by line, as a unified diff of what both are made of; texts of several lines are compared by their lines.",
    scopes: readAgents,
    params: AgentParams,
    body: CompareAgentVersionsBody,
    responses: { 200: { description: "The differences.", text: true } },
    errors: ["not_found"],
  },
  async ({ ctx, params, body }) => ({ text: await compareAgentVersions(ctx, params.agentId, body) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
