import { getAgentConfigSchema } from "@/lib/agents/get-agent-config-schema";
import { AgentConfigSchema } from "@/lib/agents/schemas";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readAgents } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "getAgentConfigSchema",
    tag: "Agents",
    summary: "Read the JSON Schema of a version's config",
    description:
      "Any JSON object, unless whoever runs this installation has given a schema: a configuration that does not fit it is refused with 422 naming the place.",
    scopes: readAgents,
    responses: { 200: { description: "The JSON Schema.", body: AgentConfigSchema } },
  },
  async ({ ctx }) => ({ body: getAgentConfigSchema(ctx) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
