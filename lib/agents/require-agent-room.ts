import type { Context } from "@/lib/identity/actor";
import { requireRoom } from "@/lib/identity/organizations/caps";
import type { Tx } from "@/lib/platform/db/db";

/** Throws `action_not_possible`. */
export function requireAgentRoom(tx: Tx, { organizationId }: Context): Promise<void> {
  const count = () => tx.agent.count({ where: { organizationId } });
  return requireRoom(tx, "agents", { ownerId: organizationId, organizationId, count });
}
