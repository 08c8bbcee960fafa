import { type Context, requireScope } from "@/lib/identity/actor";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { serializePhoneNumber } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { type OutboundNumberRow, outboundNumberQuery, phoneNumberRowOf } from "./outbound-number-query";
import type { OutboundNumberQuery } from "./schemas";

/**
 * Picks the number for an outbound call, in this order: the requested one; one whose outbound slot holds the version;
 * one that holds the agent's latest published version; one with an empty outbound slot; a shared one. Prefers the
 * oldest. Runs on every call, so it uses one prepared statement and one index probe per step and trunk.
 * Throws `forbidden` and `no_outbound_number`.
 */
export async function getOutboundNumber(ctx: Context, query: OutboundNumberQuery): Promise<PhoneNumberRecord> {
  requireScope(ctx, readPhoneNumbers);
  const wanted = {
    organizationId: ctx.organizationId,
    phoneNumbers: query.agent_number ?? [],
    agentVersionId: query.agent_version_id ?? null,
    agentId: query.agent_id ?? null,
  };
  const {
    rows: [row],
  } = await tenant(ctx).sql<OutboundNumberRow>(outboundNumberQuery(wanted), { name: "outbound_number" });
  if (row) return serializePhoneNumber(phoneNumberRowOf(row));
  throw new AppError(
    "no_outbound_number",
    "No number is available for outbound calls. Buy one, free or share one, or enable outbound calls on its trunk.",
  );
}
