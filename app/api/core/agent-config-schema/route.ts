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
      "Any JSON object, unless the operator of this installation has configured a schema. Configurations that don't match it return 422 with the path.",
    scopes: readAgents,
    responses: { 200: { description: "The JSON Schema.", body: AgentConfigSchema } },
  },
  async ({ ctx }) => ({ body: getAgentConfigSchema(ctx) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
