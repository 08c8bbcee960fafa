import type { Prisma } from "@/lib/generated/prisma/client";
import { digitsIn, type ListPhoneNumbersQuery } from "./schemas";

type Filters = Pick<ListPhoneNumbersQuery, "phone_number" | "trunk_id" | "agent_id" | "unassigned">;

/** Every filter except the instants. `read-export-rows` has the same conditions in SQL. */
export function directoryFilters(query: Filters): Prisma.PhoneNumberWhereInput[] {
  const conditions: Prisma.PhoneNumberWhereInput[] = [];
  const digits = query.phone_number && digitsIn(query.phone_number);
  if (digits) conditions.push({ phoneNumber: { contains: digits } });
  if (query.trunk_id) conditions.push({ trunkId: query.trunk_id });
  if (query.agent_id) {
    const ofAgent = { agentId: query.agent_id };
    conditions.push({ OR: [{ inboundAgentVersion: ofAgent }, { outboundAgentVersion: ofAgent }] });
  }
  if (query.unassigned) conditions.push({ inboundAgentVersionId: null, outboundAgentVersionId: null });
  return conditions;
}
