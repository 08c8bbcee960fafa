import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { requireMatch } from "@/lib/platform/etag";
import { lockPhoneNumber } from "./get-phone-number";
import type { PhoneNumberRecord, UpdatePhoneNumberBody } from "./schemas";
import { serializePhoneNumber } from "./serialize-phone-number";

/** Throws `forbidden`, `not_found`, or `precondition_failed` when `ifMatch` names another state. */
export async function updatePhoneNumber(
  ctx: Context,
  phoneNumber: string,
  { outbound_shareable: outboundShareable }: UpdatePhoneNumberBody,
  ifMatch: string | null,
): Promise<PhoneNumberRecord> {
  requireScope(ctx, managePhoneNumbers);
  return tenant(ctx).transaction(async (tx) => {
    const row = await lockPhoneNumber(tx, ctx, phoneNumber);
    const before = serializePhoneNumber(row);
    requireMatch(ifMatch, before);
    if (row.outboundShareable === outboundShareable) return before;
    const data = { outboundShareable, updatedAt: new Date() };
    await tx.phoneNumber.update({ where: { id: row.id, organizationId: ctx.organizationId }, data });
    await recordAuditEvent(tx, ctx, {
      action: "phone_number.shareable_changed",
      targetId: row.id,
      before: { phone_number: row.phoneNumber, outbound_shareable: row.outboundShareable },
      after: { phone_number: row.phoneNumber, outbound_shareable: outboundShareable },
    });
    return serializePhoneNumber({ ...row, ...data });
  });
}
