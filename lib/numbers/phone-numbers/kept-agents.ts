import { Prisma } from "@/lib/generated/prisma/client";

/* Assignments for an UPDATE of phone_number. A number out of service reaches no agent but remembers its agents. */

export const keepAgents = Prisma.sql`
  kept_inbound_agent_version_id = inbound_agent_version_id, inbound_agent_version_id = NULL,
  kept_outbound_agent_version_id = outbound_agent_version_id, outbound_agent_version_id = NULL`;

/** The lock prevents a concurrent agent deletion. */
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
