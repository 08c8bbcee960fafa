import { getAgentVersion } from "@/lib/agents/get-agent-version";
import {
  AgentVersionParams,
  AgentVersionRecord,
  MAX_VERSION_BODY_BYTES,
  UpdateAgentVersionBody,
} from "@/lib/agents/schemas";
import { updateAgentVersion } from "@/lib/agents/update-agent-version";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageAgents, readAgents } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "getAgentVersion",
    tag: "Agents",
    summary: "Read a version",
    description:
      "`latest` is a draft: without one, a caller with `agents:manage` gets a new one, a copy of the newest version. To `agents:read` alone it is the newest version.",
    scopes: readAgents,
    params: AgentVersionParams,
    responses: { 200: { description: "The version.", body: AgentVersionRecord } },
    errors: ["not_found", "action_not_possible"],
    etag: true,
  },
  async ({ ctx, params, beforeWriting }) => ({ body: await getAgentVersion(ctx, params, beforeWriting) }),
);

export const PUT = withApi(
  {
    operation: "putAgentVersion",
    tag: "Agents",
    summary: "Change a draft",
    description: "Published versions can't be edited (400).",
    scopes: manageAgents,
    params: AgentVersionParams,
    body: UpdateAgentVersionBody,
    maxBodyBytes: MAX_VERSION_BODY_BYTES,
    responses: { 200: { description: "The updated draft.", body: AgentVersionRecord } },
    errors: ["action_not_possible", "not_found", "version_published", "precondition_failed"],
    etag: true,
  },
  async ({ ctx, params, body, ifMatch }) => ({ body: await updateAgentVersion(ctx, params, body, ifMatch) }),
);

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, PUT });
