import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { auditedState } from "@/lib/numbers/phone-numbers/audited-state";
import { lockPhoneNumber, readPhoneNumber } from "@/lib/numbers/phone-numbers/get-phone-number";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { type PhoneNumberRow, serializePhoneNumber } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import { crashPoint } from "@/lib/platform/crash-point";
import type { Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { deleteNumber, requestRelease } from "./release-store";
import { startDueReleases } from "./release-workflow";

/**
 * Takes a bought number out of service until its release RELEASE_UNDO_DAYS later; removes other numbers at once and
 * then returns undefined. Idempotent. Throws `forbidden`, `not_found`.
 * @param immediately skips or ends the undo window, and retries a stopped release
 */
export async function releasePhoneNumber(
  ctx: Context,
  phoneNumber: string,
  immediately: boolean,
): Promise<PhoneNumberRecord | undefined> {
  requireScope(ctx, managePhoneNumbers);
  const row = await tenant(ctx).transaction(async (tx) => {
    const before = await lockPhoneNumber(tx, ctx, phoneNumber);
    if (before.managedAccountId === null) return forget(tx, ctx, before, "phone_number.unregistered");
    if (before.status === "lost_at_carrier") return forget(tx, ctx, before, "phone_number.forgotten");
    const changed = await requestRelease(tx, before, { windowDays: env().RELEASE_UNDO_DAYS, immediately });
    if (!changed) return before;
    const after = await readPhoneNumber(tx, ctx, phoneNumber);
    await audit(tx, ctx, "phone_number.release_requested", before, after);
    crashPoint("release-request.commit.before");
    return after;
  });
  if (!row) return undefined;
  crashPoint("release-request.commit.after");
  // The release is stored since the commit, so the next sweep starts what fails to start here.
  await startDueReleases(row.id).catch((error) => log().warn({ error }, "a release starts late"));
  return serializePhoneNumber(row);
}

async function forget(
  tx: Tx,
  ctx: Context,
  row: PhoneNumberRow,
  action: "phone_number.unregistered" | "phone_number.forgotten",
): Promise<undefined> {
  await deleteNumber(tx, row);
  await audit(tx, ctx, action, row);
}

async function audit(
  tx: Tx,
  ctx: Context,
  action: "phone_number.release_requested" | "phone_number.unregistered" | "phone_number.forgotten",
  before: PhoneNumberRow,
  after?: PhoneNumberRow,
): Promise<void> {
  await recordAuditEvent(tx, ctx, {
    action,
    targetId: before.id,
    before: auditedState(before),
    ...(after && { after: auditedState(after) }),
  });
}
