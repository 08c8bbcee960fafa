import { type Context, requireScope } from "@/lib/auth/actor";
import { agentConfigSchema } from "./config-schema";
import type { JsonObject } from "./json-object";
import { readAgents } from "./scopes";

/** The JSON Schema of a version's `config`. Throws `forbidden`. */
export function getAgentConfigSchema(ctx: Context): JsonObject {
  requireScope(ctx, readAgents);
  return agentConfigSchema();
}
