import { publishAgentVersion } from "@/lib/agents/publish-agent-version";
import {
  AgentVersionParams,
  MAX_PUBLISH_BODY_BYTES,
  PublishAgentVersionBody,
  UpdatedPhoneNumbers,
} from "@/lib/agents/schemas";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageAgents } from "@/lib/identity/permissions";

export const POST = withApi(
  {
    operation: "publishAgentVersion",
    tag: "Agents",
    summary: "Publish a version and assign it to phone numbers",
    description:
      "All or nothing. Returns the numbers that now have the version and those that the agent was removed from. Repeating the request returns the former again.",
    scopes: manageAgents,
    params: AgentVersionParams,
    body: PublishAgentVersionBody,
    maxBodyBytes: MAX_PUBLISH_BODY_BYTES,
    responses: { 200: { description: "The updated phone numbers, each once.", body: UpdatedPhoneNumbers } },
    errors: ["not_found", "agent_inactive", "number_out_of_service", "precondition_failed"],
  },
  async ({ ctx, params, body }) => ({ body: await publishAgentVersion(ctx, params, body) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
