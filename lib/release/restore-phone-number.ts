import { recordAuditEvent } from "@/lib/audit/record-audit-event";
import { type Context, requireScope } from "@/lib/auth/actor";
import { inOrganization } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { lockPhoneNumber, readPhoneNumber } from "@/lib/phone-numbers/get-phone-number";
import type { PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { managePhoneNumbers } from "@/lib/phone-numbers/scopes";
import { serializePhoneNumber } from "@/lib/phone-numbers/serialize-phone-number";
import { undoRelease } from "./release-store";

/**
 * Puts a number that is being released back into service, with the agents that it had as far as they still exist. An
 * active number stays as it is. Throws `forbidden`, `not_found`, `release_begun` when the undo window is over, `number_lost` when the carrier no
 * longer has it.
 */
export async function restorePhoneNumber(ctx: Context, phoneNumber: string): Promise<PhoneNumberRecord> {
  requireScope(ctx, managePhoneNumbers);
  return inOrganization(ctx, async (tx) => {
    const row = await lockPhoneNumber(tx, ctx, phoneNumber);
    if (row.status === "active") return serializePhoneNumber(row);
    if (row.status === "lost_at_carrier") throw lost(row.phoneNumber);
    if (!(await undoRelease(tx, row))) throw begun(row.phoneNumber);
    await recordAuditEvent(tx, ctx, {
      action: "phone_number.restored",
      targetId: row.id,
      before: { phone_number: row.phoneNumber, status: row.status, release_at: row.releaseAt?.toISOString() ?? null },
      after: { phone_number: row.phoneNumber, status: "active", release_at: null },
    });
    return serializePhoneNumber(await readPhoneNumber(tx, ctx, phoneNumber));
  });
}

const begun = (phoneNumber: string) =>
  new AppError("release_begun", `${phoneNumber} is being given back to the carrier and cannot be restored.`);

const lost = (phoneNumber: string) =>
  new AppError("number_lost", `The carrier no longer has ${phoneNumber}, so it cannot be restored. Remove it instead.`);
