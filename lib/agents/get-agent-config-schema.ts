import { type Context, requireScope } from "@/lib/identity/actor";
import { readAgents } from "@/lib/identity/permissions";
import type { JsonObject } from "@/lib/platform/json-object";
import { agentConfigSchema } from "./config-schema";

/** Throws `forbidden`. */
export function getAgentConfigSchema(ctx: Context): JsonObject {
  requireScope(ctx, readAgents);
  return agentConfigSchema();
}
