import { type Context, requireScope } from "@/lib/auth/actor";
import { readInOrganization } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { listConditions, newestFirst, pageFrom } from "@/lib/http/pagination";
import type { ListPhoneNumbersQuery, PhoneNumberPage } from "./schemas";
import { readPhoneNumbers } from "./scopes";
import { serializePhoneNumber, withAgents } from "./serialize-phone-number";

/** One page of the organization's numbers, newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listPhoneNumbers(ctx: Context, query: ListPhoneNumbersQuery): Promise<PhoneNumberPage> {
  requireScope(ctx, readPhoneNumbers);
  const where = { organizationId: ctx.organizationId, AND: [listConditions(query), ...filters(query)] };
  const rows = await readInOrganization(ctx, (tx) =>
    tx.phoneNumber.findMany({
      where,
      include: withAgents,
      orderBy: newestFirst,
      take: query.limit + 1,
      relationLoadStrategy: "join",
    }),
  );
  return pageFrom(rows, query.limit, serializePhoneNumber);
}

function filters(query: ListPhoneNumbersQuery): Prisma.PhoneNumberWhereInput[] {
  const conditions: Prisma.PhoneNumberWhereInput[] = [];
  const digits = query.phone_number?.replaceAll(/\D/g, "");
  if (digits) conditions.push({ phoneNumber: { contains: digits } });
  if (query.trunk_id) conditions.push({ trunkId: query.trunk_id });
  if (query.agent_id) {
    const ofAgent = { agentId: query.agent_id };
    conditions.push({ OR: [{ inboundAgentVersion: ofAgent }, { outboundAgentVersion: ofAgent }] });
  }
  if (query.unassigned) conditions.push({ inboundAgentVersionId: null, outboundAgentVersionId: null });
  return conditions;
}
