import { Prisma } from "@/lib/generated/prisma/client";
import type { ShownNumber } from "@/lib/numbers/phone-numbers/serialize-phone-number";

export type Wanted = {
  organizationId: string;
  /** The requested number's possible E.164 forms, likeliest first. */
  phoneNumbers: string[];
  agentVersionId: string | null;
  agentId: string | null;
};

export type OutboundNumberRow = Omit<ShownNumber, "inboundAgentVersion" | "outboundAgentVersion"> & {
  inboundVersion: number | null;
  inboundAgentId: string | null;
  inboundAgentName: string | null;
  outboundVersion: number | null;
  outboundAgentId: string | null;
  outboundAgentName: string | null;
};

/**
 * COALESCE evaluates a step only when the previous one found nothing. Each step probes an index once per trunk that can
 * dial out, however many numbers there are.
 */
export function outboundNumberQuery({ organizationId, phoneNumbers, agentVersionId, agentId }: Wanted): Prisma.Sql {
  return Prisma.sql`
    WITH wanted AS MATERIALIZED (
      SELECT ${organizationId}::uuid AS organization_id, ${phoneNumbers}::text[] AS phone_numbers,
             ${agentVersionId}::uuid AS version_id, ${agentId}::uuid AS agent_id
    ), caller AS MATERIALIZED (
      SELECT coalesce(wanted.agent_id, version.agent_id) AS agent_id, version.id AS version_id,
             num_nonnulls(wanted.agent_id, wanted.version_id) > 0 AS is_named
      FROM wanted LEFT JOIN agent_version version
        ON version.organization_id = wanted.organization_id AND version.id = wanted.version_id
       AND (wanted.agent_id IS NULL OR version.agent_id = wanted.agent_id)
    ), dialing AS MATERIALIZED (
      SELECT id FROM trunk
      WHERE organization_id = ${organizationId}::uuid AND (managed_account_id IS NOT NULL OR outbound_config IS NOT NULL)
    )
    SELECT ${columns}
    FROM phone_number number ${agentOf("inbound")} ${agentOf("outbound")}
    WHERE number.organization_id = ${organizationId}::uuid AND number.id = (SELECT coalesce(
      (SELECT exact.id
       FROM wanted JOIN phone_number exact
         ON exact.organization_id = wanted.organization_id AND exact.phone_number = ANY(wanted.phone_numbers)
       CROSS JOIN caller
       WHERE exact.status = 'active' AND exact.trunk_id IN (SELECT id FROM dialing)
         AND (NOT caller.is_named OR exact.outbound_shareable OR exact.outbound_agent_version_id IS NULL
              OR EXISTS (SELECT FROM agent_version held
                         WHERE held.organization_id = wanted.organization_id
                           AND held.id = exact.outbound_agent_version_id AND held.agent_id = caller.agent_id))
       ORDER BY array_position(wanted.phone_numbers, exact.phone_number) LIMIT 1),
      ${oldest(organizationId, Prisma.sql`candidate.outbound_agent_version_id = (SELECT version_id FROM caller)`)},
      ${oldest(
        organizationId,
        Prisma.sql`candidate.outbound_agent_version_id = (
          SELECT latest.id FROM caller JOIN agent_version latest ON latest.agent_id = caller.agent_id
          WHERE latest.organization_id = ${organizationId}::uuid AND latest.published
          ORDER BY latest.version DESC LIMIT 1)`,
      )},
      ${oldest(organizationId, Prisma.sql`candidate.outbound_agent_version_id IS NULL`)},
      ${oldest(organizationId, Prisma.sql`candidate.outbound_shareable`)}))`;
}

/** Considers active numbers on trunks that can dial out. An index yields the first of each trunk. */
function oldest(organizationId: string, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT first.id FROM dialing CROSS JOIN LATERAL (
      SELECT candidate.id, candidate.created_at FROM phone_number candidate
      WHERE candidate.organization_id = ${organizationId}::uuid AND candidate.trunk_id = dialing.id
        AND candidate.status = 'active' AND ${condition}
      ORDER BY candidate.created_at, candidate.id LIMIT 1) first
    ORDER BY first.created_at, first.id LIMIT 1)`;
}

const columns = Prisma.raw(`
  number.id, number.organization_id AS "organizationId", number.phone_number AS "phoneNumber",
  number.country_code AS "countryCode", number.phone_number_type::text AS "phoneNumberType",
  number.locality, number.region, number.trunk_id AS "trunkId", number.managed_account_id AS "managedAccountId",
  number.inbound_agent_version_id AS "inboundAgentVersionId",
  number.outbound_agent_version_id AS "outboundAgentVersionId",
  number.outbound_shareable AS "outboundShareable", number.status::text, number.release_at AS "releaseAt",
  number.monthly_price AS "monthlyPrice", number.monthly_price_currency AS "monthlyPriceCurrency",
  number.voice_enabled AS "voiceEnabled", number.sms_enabled AS "smsEnabled", number.mms_enabled AS "mmsEnabled",
  number.created_at AS "createdAt", number.updated_at AS "updatedAt",
  inbound.version AS "inboundVersion", inbound.agent_id AS "inboundAgentId", inbound_agent.name AS "inboundAgentName",
  outbound.version AS "outboundVersion", outbound.agent_id AS "outboundAgentId",
  outbound_agent.name AS "outboundAgentName"`);

const agentOf = (side: "inbound" | "outbound") =>
  Prisma.raw(`
    LEFT JOIN agent_version ${side}
      ON ${side}.organization_id = number.organization_id AND ${side}.id = number.${side}_agent_version_id
    LEFT JOIN agent ${side}_agent
      ON ${side}_agent.organization_id = ${side}.organization_id AND ${side}_agent.id = ${side}.agent_id`);

/** Nests the agents as the directory's reads do. */
export function phoneNumberRowOf(row: OutboundNumberRow): ShownNumber {
  const nested = (version: number | null, id: string | null, name: string | null) =>
    version === null || id === null || name === null ? null : { version, agent: { id, name } };
  return {
    ...row,
    inboundAgentVersion: nested(row.inboundVersion, row.inboundAgentId, row.inboundAgentName),
    outboundAgentVersion: nested(row.outboundVersion, row.outboundAgentId, row.outboundAgentName),
  };
}
