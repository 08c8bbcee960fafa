import { MAX_AGENT_CONFIG_BYTES } from "@/lib/identity/organizations/caps";
import type { Tx } from "@/lib/platform/db/db";
import { AppError } from "@/lib/platform/errors";

/** Call after writing a version under the agent's lock. Throws `action_not_possible`, which rolls it back. */
export async function requireConfigRoom(tx: Tx, organizationId: string, agentId: string): Promise<void> {
  const [sum] = await tx.$queryRaw<{ bytes: bigint }[]>`
    SELECT COALESCE(sum(octet_length(config::text) + COALESCE(octet_length(instruction_builder_inputs::text), 0)), 0) AS bytes FROM agent_version
    WHERE organization_id = ${organizationId}::uuid AND agent_id = ${agentId}::uuid`;
  if (Number(sum?.bytes ?? 0) <= MAX_AGENT_CONFIG_BYTES) return;
  const detail = `The versions of an agent hold at most ${MAX_AGENT_CONFIG_BYTES / 1024 / 1024} MiB together. Make this one smaller, or create another agent.`;
  throw new AppError("action_not_possible", detail);
}
