import { Prisma } from "@/lib/generated/prisma/client";

/* Assignments in an UPDATE of phone_number: nobody is called on a number out of service, but it remembers its agents. */

/** Clears the slots of a number that goes out of service, and keeps what they held. */
export const keepAgents = Prisma.sql`
  kept_inbound_agent_version_id = inbound_agent_version_id, inbound_agent_version_id = NULL,
  kept_outbound_agent_version_id = outbound_agent_version_id, outbound_agent_version_id = NULL`;

/** Gives a number that returns to service what its slots held. The lock keeps an agent from being deleted in between. */
export const returnAgents = Prisma.sql`
  inbound_agent_version_id = ${stillThere("inbound")}, kept_inbound_agent_version_id = NULL,
  outbound_agent_version_id = ${stillThere("outbound")}, kept_outbound_agent_version_id = NULL`;

function stillThere(side: "inbound" | "outbound"): Prisma.Sql {
  return Prisma.raw(`(
    SELECT version.id FROM agent_version version
    WHERE version.organization_id = phone_number.organization_id
      AND version.id = phone_number.kept_${side}_agent_version_id
    FOR KEY SHARE)`);
}
