import { deleteAgent } from "@/lib/agents/delete-agent";
import { getAgent } from "@/lib/agents/get-agent";
import { putAgent } from "@/lib/agents/put-agent";
import { AgentBody, AgentDetail, AgentParams } from "@/lib/agents/schemas";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageAgents, readAgents } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "getAgent",
    tag: "Agents",
    summary: "Read an agent",
    scopes: readAgents,
    params: AgentParams,
    responses: { 200: { description: "The agent.", body: AgentDetail } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getAgent(ctx, params.agentId) }),
);

export const PUT = withApi(
  {
    operation: "putAgent",
    tag: "Agents",
    summary: "Replace an agent, or register one under an id of your choice",
    description:
      "Replaces the whole agent: omitted fields get their defaults. An id that your organization doesn't use yet registers an agent hosted elsewhere, unless If-Match is sent.",
    scopes: manageAgents,
    params: AgentParams,
    body: AgentBody,
    responses: {
      200: { description: "The updated agent.", body: AgentDetail },
      201: { description: "Registered.", body: AgentDetail },
    },
    errors: ["action_not_possible", "precondition_failed"],
    etag: true,
  },
  async ({ ctx, params, body, ifMatch }) => {
    const { agent, created } = await putAgent(ctx, { agentId: params.agentId, body, ifMatch });
    return created ? { status: 201, body: agent, headers: { Location: `/core/agents/${agent.id}` } } : { body: agent };
  },
);

export const DELETE = withApi(
  {
    operation: "deleteAgent",
    tag: "Agents",
    summary: "Delete an agent and its versions",
    description: "Fails while phone numbers are assigned to it; `phone_numbers` lists the first hundred.",
    scopes: manageAgents,
    params: AgentParams,
    responses: { 204: { description: "Deleted." } },
    errors: ["not_found", "agent_in_use"],
  },
  async ({ ctx, params }) => {
    await deleteAgent(ctx, params.agentId);
    return { status: 204 };
  },
);

export const { POST, PATCH, OPTIONS } = methodNotAllowed({ GET, PUT, DELETE });
