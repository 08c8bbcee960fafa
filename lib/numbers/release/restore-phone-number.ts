import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { auditedState } from "@/lib/numbers/phone-numbers/audited-state";
import { lockPhoneNumber, readPhoneNumber } from "@/lib/numbers/phone-numbers/get-phone-number";
import { type PhoneNumberRow, serializePhoneNumber } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { undoRelease } from "./release-store";
import type { RestoredPhoneNumber } from "./schemas";

/**
 * A direction whose agent was deleted meanwhile stays unassigned with a warning. An active number stays unchanged.
 * Throws `forbidden`, `not_found`, `release_begun` when the undo window is over, `number_lost` when the carrier no
 * longer has it.
 */
export async function restorePhoneNumber(ctx: Context, phoneNumber: string): Promise<RestoredPhoneNumber> {
  requireScope(ctx, managePhoneNumbers);
  return tenant(ctx).transaction(async (tx) => {
    const before = await lockPhoneNumber(tx, ctx, phoneNumber);
    if (before.status === "active") return { ...serializePhoneNumber(before), warnings: [] };
    if (before.status === "lost_at_carrier") throw lost(before.phoneNumber);
    if (!(await undoRelease(tx, before))) throw begun(before.phoneNumber);
    const after = await readPhoneNumber(tx, ctx, phoneNumber);
    await recordAuditEvent(tx, ctx, {
      action: "phone_number.restored",
      targetId: before.id,
      before: auditedState(before),
      after: auditedState(after),
    });
    return { ...serializePhoneNumber(after), warnings: deletedAgents(before, after) };
  });
}

function deletedAgents(before: PhoneNumberRow, after: PhoneNumberRow): string[] {
  const gone = [
    before.keptInboundAgentVersionId && !after.inboundAgentVersionId && "inbound",
    before.keptOutboundAgentVersionId && !after.outboundAgentVersionId && "outbound",
  ].filter((side) => typeof side === "string" && side !== "");
  return gone.map((side) => `Its ${side} agent was deleted in the meantime, so it has no ${side} agent now.`);
}

const begun = (phoneNumber: string) =>
  new AppError("release_begun", `${phoneNumber} is already being released and can't be restored.`);

const lost = (phoneNumber: string) =>
  new AppError("number_lost", `The carrier no longer has ${phoneNumber}, so it cannot be restored. Remove it instead.`);
