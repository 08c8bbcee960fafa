import type { Context } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import { requireRoom } from "@/lib/organizations/caps";

/** Before an agent is added, whichever way. Throws `action_not_possible`. */
export function requireAgentRoom(tx: Tx, { organizationId }: Context): Promise<void> {
  const count = () => tx.agent.count({ where: { organizationId } });
  return requireRoom(tx, "agents", { ownerId: organizationId, organizationId, count });
}
