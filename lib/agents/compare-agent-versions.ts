import type { AgentVersion } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { readAgents } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import type { JsonObject } from "@/lib/platform/json-object";
import { jsonLines } from "./json-lines";
import type { CompareAgentVersionsBody } from "./schemas";
import { unifiedDiff } from "./unified-diff";
import { readVersion } from "./version-store";

/** Throws `forbidden`, or `not_found` for a missing version, before the first chunk. */
export async function compareAgentVersions(
  ctx: Context,
  agentId: string,
  { from_version, to_version }: CompareAgentVersionsBody,
): Promise<AsyncIterable<string>> {
  requireScope(ctx, readAgents);
  const [from, to] = await tenant(ctx).read(async (tx) => [
    await readVersion(tx, ctx, { agentId, version: from_version }),
    await readVersion(tx, ctx, { agentId, version: to_version }),
  ]);
  return unifiedDiff(sideOf(from), sideOf(to));
}

function sideOf({ version, config, instructionBuilderInputs }: AgentVersion) {
  const contents = { config, instruction_builder_inputs: instructionBuilderInputs } as JsonObject;
  return { label: `version ${version}`, lines: [...jsonLines(contents)] };
}
