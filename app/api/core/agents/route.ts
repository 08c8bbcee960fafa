import { createAgent } from "@/lib/agents/create-agent";
import { listAgents } from "@/lib/agents/list-agents";
import { AgentBody, AgentDetail, AgentPage, ListAgentsQuery } from "@/lib/agents/schemas";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageAgents, readAgents } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "listAgents",
    tag: "Agents",
    summary: "List agents",
    description: "Newest first, each with the numbers of its latest version and of its latest published one.",
    scopes: readAgents,
    query: ListAgentsQuery,
    responses: { 200: { description: "One page.", body: AgentPage } },
  },
  async ({ ctx, query }) => ({ body: await listAgents(ctx, query) }),
);

export const POST = withApi(
  {
    operation: "createAgent",
    tag: "Agents",
    summary: "Create an agent",
    description: "It has no versions yet. To register an agent that has an id elsewhere, PUT it under that id.",
    scopes: manageAgents,
    body: AgentBody,
    responses: { 201: { description: "The agent.", body: AgentDetail } },
    etag: true,
    idempotent: true,
    errors: ["action_not_possible"],
  },
  async ({ ctx, body }) => {
    const agent = await createAgent(ctx, body);
    return { status: 201, body: agent, headers: { Location: `/core/agents/${agent.id}` } };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
