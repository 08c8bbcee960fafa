import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { tenant } from "@/lib/platform/db/tenant";
import type { Position } from "@/lib/platform/pagination";
import { digitsIn, type ExportPhoneNumbersQuery } from "./schemas";

export type ExportRow = {
  phone_number: string;
  country_code: string | null;
  phone_number_type: string;
  locality: string | null;
  region: string | null;
  trunk: string;
  inbound_agent: string | null;
  inbound_agent_version: number | null;
  outbound_agent: string | null;
  outbound_agent_version: number | null;
  outbound_shareable: boolean;
  status: string;
  monthly_price: string | null;
  currency: string | null;
  created_at: Date;
  updated_at: Date;
  id: string;
};

/**
 * Raw SQL with flat rows, because Prisma records would cost ten times the memory and time. Cuts the page along the
 * directory's index before any join, so the last page costs as much as the first.
 */
export async function readExportRows(
  ctx: Context,
  query: ExportPhoneNumbersQuery,
  page: { after: Position | undefined; limit: number },
): Promise<ExportRow[]> {
  const wanted = [Prisma.sql`n.organization_id = ${ctx.organizationId}::uuid`, ...conditions(query, page.after)];
  const statement = Prisma.sql`
    WITH n AS MATERIALIZED (
      SELECT * FROM phone_number n WHERE ${Prisma.join(wanted, " AND ")}
      ORDER BY n.created_at DESC, n.id DESC LIMIT ${page.limit}
    )
    SELECT n.phone_number, n.country_code, n.phone_number_type::text, n.locality, n.region, t.name AS trunk,
           ia.name AS inbound_agent, iv.version AS inbound_agent_version,
           oa.name AS outbound_agent, ov.version AS outbound_agent_version,
           n.outbound_shareable, n.status::text,
           round(n.monthly_price, GREATEST(2, min_scale(n.monthly_price)))::text AS monthly_price,
           n.monthly_price_currency AS currency, n.created_at, n.updated_at, n.id::text
    FROM n
    JOIN trunk t ON t.organization_id = n.organization_id AND t.id = n.trunk_id
    LEFT JOIN agent_version iv ON iv.organization_id = n.organization_id AND iv.id = n.inbound_agent_version_id
    LEFT JOIN agent ia ON ia.organization_id = iv.organization_id AND ia.id = iv.agent_id
    LEFT JOIN agent_version ov ON ov.organization_id = n.organization_id AND ov.id = n.outbound_agent_version_id
    LEFT JOIN agent oa ON oa.organization_id = ov.organization_id AND oa.id = ov.agent_id
    ORDER BY n.created_at DESC, n.id DESC`;
  return (await tenant(ctx).sql<ExportRow>(statement)).rows;
}

function holds(agentId: string): Prisma.Sql {
  const versions = Prisma.sql`SELECT id FROM agent_version WHERE agent_id = ${agentId}::uuid`;
  return Prisma.sql`(n.inbound_agent_version_id IN (${versions}) OR n.outbound_agent_version_id IN (${versions}))`;
}

/** Mirrors `directoryFilters` and `listConditions`. */
function conditions(query: ExportPhoneNumbersQuery, after: Position | undefined): Prisma.Sql[] {
  const digits = query.phone_number && digitsIn(query.phone_number);
  const all = [
    after && Prisma.sql`(n.created_at, n.id) < (${after.createdAt}, ${after.id}::uuid)`,
    digits && Prisma.sql`n.phone_number LIKE ${`%${digits}%`}`,
    query.trunk_id && Prisma.sql`n.trunk_id = ${query.trunk_id}::uuid`,
    query.agent_id && holds(query.agent_id),
    query.unassigned && Prisma.sql`n.inbound_agent_version_id IS NULL AND n.outbound_agent_version_id IS NULL`,
    query.created_after && Prisma.sql`n.created_at >= ${query.created_after}`,
    query.created_before && Prisma.sql`n.created_at <= ${query.created_before}`,
    query.updated_after && Prisma.sql`n.updated_at >= ${query.updated_after}`,
    query.updated_before && Prisma.sql`n.updated_at <= ${query.updated_before}`,
  ];
  return all.filter((condition) => typeof condition === "object");
}
