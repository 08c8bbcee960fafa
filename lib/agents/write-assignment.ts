import type { Context } from "@/lib/identity/actor";
import { recordAuditEvents } from "@/lib/identity/audit/record-audit-event";
import type { PhoneNumberRow } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import type { Tx } from "@/lib/platform/db/db";
import { isChanged, type SlotChange } from "./plan-assignment";

/** Writes the changed slots of locked rows and their audit events, with two statements for any number of rows. */
export async function writeAssignment(tx: Tx, ctx: Context, changes: SlotChange[]): Promise<void> {
  const changed = changes.filter(isChanged);
  if (changed.length === 0) return;
  const rows = changed.map(({ after }) => after);
  await tx.$executeRaw`
    UPDATE phone_number
    SET inbound_agent_version_id = slots.inbound, outbound_agent_version_id = slots.outbound, updated_at = slots.at
    FROM unnest(
      ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map((row) => row.inboundAgentVersionId)}::uuid[],
      ${rows.map((row) => row.outboundAgentVersionId)}::uuid[],
      ${rows.map(({ updatedAt }) => updatedAt)}::timestamptz[]
    ) AS slots (id, inbound, outbound, at)
    WHERE phone_number.organization_id = ${ctx.organizationId}::uuid AND phone_number.id = slots.id`;
  const events = changed.map(({ before, after }) => ({
    action: "phone_number.assigned" as const,
    targetId: after.id,
    before: slotsOf(before),
    after: slotsOf(after),
  }));
  await recordAuditEvents(tx, ctx, events);
}

function slotsOf(row: PhoneNumberRow) {
  return {
    phone_number: row.phoneNumber,
    inbound_agent_version_id: row.inboundAgentVersionId,
    inbound_agent: named(row.inboundAgentVersion),
    outbound_agent_version_id: row.outboundAgentVersionId,
    outbound_agent: named(row.outboundAgentVersion),
  };
}

const named = (version: PhoneNumberRow["inboundAgentVersion"]) =>
  version && { agent_id: version.agent.id, name: version.agent.name, version: version.version };
