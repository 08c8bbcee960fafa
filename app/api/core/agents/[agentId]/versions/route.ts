import { createAgentVersion } from "@/lib/agents/create-agent-version";
import { listAgentVersions } from "@/lib/agents/list-agent-versions";
import {
  AgentParams,
  AgentVersionPage,
  AgentVersionRecord,
  CreateAgentVersionBody,
  ListAgentVersionsQuery,
  MAX_VERSION_BODY_BYTES,
} from "@/lib/agents/schemas";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageAgents, readAgents } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "listAgentVersions",
    tag: "Agents",
    summary: "List an agent's versions",
    description: "Newest first.",
    scopes: readAgents,
    params: AgentParams,
    query: ListAgentVersionsQuery,
    responses: { 200: { description: "One page.", body: AgentVersionPage } },
    errors: ["not_found"],
  },
  async ({ ctx, params, query }) => ({ body: await listAgentVersions(ctx, params.agentId, query) }),
);

export const POST = withApi(
  {
    operation: "createAgentVersion",
    tag: "Agents",
    summary: "Create a version",
    description:
      "Creates a draft under the next number, from a configuration or as a copy of another version. It can be edited until it is published.",
    scopes: manageAgents,
    params: AgentParams,
    body: CreateAgentVersionBody,
    maxBodyBytes: MAX_VERSION_BODY_BYTES,
    responses: { 201: { description: "The draft.", body: AgentVersionRecord } },
    errors: ["action_not_possible", "not_found"],
    etag: true,
    idempotent: true,
  },
  async ({ ctx, params, body }) => {
    const version = await createAgentVersion(ctx, params.agentId, body);
    const headers = { Location: `/core/agents/${params.agentId}/versions/${version.version}` };
    return { status: 201, body: version, headers };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
