import { type Context, requireScope } from "@/lib/identity/actor";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import { directoryFilters } from "./directory-filters";
import type { ListPhoneNumbersQuery, PhoneNumberPage } from "./schemas";
import { serializePhoneNumber, withAgents } from "./serialize-phone-number";

/** Newest first. Throws `forbidden`, or `validation_failed` for a foreign cursor. */
export async function listPhoneNumbers(ctx: Context, query: ListPhoneNumbersQuery): Promise<PhoneNumberPage> {
  requireScope(ctx, readPhoneNumbers);
  const where = { organizationId: ctx.organizationId, AND: [listConditions(query), ...directoryFilters(query)] };
  const rows = await tenant(ctx).read((tx) =>
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
