import type { Finding, ManagedAccount } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { FindingDetails } from "@/lib/numbers/findings/schemas";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { purchaseWorkflow, purchaseWorkflowId } from "@/lib/numbers/purchase/purchase-workflow";
import { requestRelease } from "@/lib/numbers/release/release-store";
import { startDueReleases } from "@/lib/numbers/release/release-workflow";
import { tenant } from "@/lib/platform/db/tenant";
import { log } from "@/lib/platform/log";
import { adoptNeedingAttention, adoptUnlisted } from "./adopt-number";
import { boughtNumber } from "./directory";
import { isTaggedFor } from "./listing";
import { rebindNumber } from "./rebind-numbers";

/* Each action closes its finding in the transaction of its effect, or leaves it open when nothing is left to do. */

const end = (resolution: string) => ({ resolvedAt: new Date(), resolution });

/** Makes the purchase pending again, with a full time limit and the quota that it kept. */
export async function retryPurchase(ctx: Context, finding: Finding): Promise<void> {
  const { purchase_id: id } = FindingDetails.parse(finding.details);
  if (id === undefined) return;
  const purchase = await tenant(ctx).transaction(async (tx) => {
    const now = new Date();
    const { count } = await tx.purchase.updateMany({
      where: { id, organizationId: ctx.organizationId, status: "needs_attention" },
      data: {
        status: "pending",
        errorCode: null,
        errorDetail: null,
        worker: null,
        startedAt: now,
        updatedAt: now,
        retryAt: null,
      },
    });
    if (count === 0) return undefined;
    await tx.finding.updateMany({ where: { id: finding.id, resolvedAt: null }, data: end("retried") });
    await recordAuditEvent(tx, ctx, {
      action: "purchase.retried",
      targetId: id,
      before: { phone_number: finding.phoneNumber, status: "needs_attention" },
      after: { phone_number: finding.phoneNumber, status: "pending" },
    });
    return tx.purchase.findUniqueOrThrow({ where: { id } });
  });
  if (!purchase) return;
  // The purchase is pending since the commit, so the next sweep starts what fails to start here.
  await purchaseWorkflow
    .start(purchaseWorkflowId(purchase), { purchaseId: id })
    .catch((error) => log().warn({ error }, "a purchase starts late"));
}

/** Asks the carrier again to release a number that is provably ours. */
export async function retryRelease(ctx: Context, finding: Finding): Promise<void> {
  const { phone_number_id: id } = FindingDetails.parse(finding.details);
  if (id === undefined) return;
  const where = { id, organizationId: ctx.organizationId, status: "releasing", releaseProblem: { not: null } } as const;
  const isRetried = await tenant(ctx).transaction(async (tx) => {
    const row = await tx.phoneNumber.findFirst({ where });
    if (!row || !(await requestRelease(tx, row, { windowDays: 0, immediately: true }))) return false;
    await tx.finding.updateMany({ where: { id: finding.id, resolvedAt: null }, data: end("retried") });
    await recordAuditEvent(tx, ctx, {
      action: "phone_number.release_requested",
      targetId: id,
      before: { phone_number: row.phoneNumber, status: "releasing", release_problem: row.releaseProblem },
      after: { phone_number: row.phoneNumber, status: "releasing", release_problem: null },
    });
    return true;
  });
  // The next sweep starts what fails to start here.
  if (isRetried) await startDueReleases(id).catch((error) => log().warn({ error }, "a release starts late"));
}

/** Adds the number when the carrier has it with its purchase's tag. */
export async function adoptFound(ctx: Context, finding: Finding): Promise<void> {
  const { purchase_id: id } = FindingDetails.parse(finding.details);
  if (id === undefined) return;
  const where = { id, organizationId: ctx.organizationId };
  const purchase = await tenant(ctx).transaction((tx) => tx.purchase.findUniqueOrThrow({ where }));
  const account = await readAccount(ctx, finding);
  const carrier = carrierOf(account).forOrganization(ctx.organizationId);
  const owned = await carrier.findOwned(purchase.phoneNumber);
  if (!owned || !isTaggedFor(owned, purchase, { installationId: await readInstallationId() })) return;
  const adopt = finding.kind === "stuck_purchase" ? adoptNeedingAttention : adoptUnlisted;
  await adopt({ account, carrier, purchase, owned }, ctx);
}

export async function rebindFound(ctx: Context, finding: Finding): Promise<void> {
  const { phone_number_id: id } = FindingDetails.parse(finding.details);
  if (id === undefined) return;
  const where = { id, organizationId: ctx.organizationId };
  const row = await tenant(ctx).transaction((tx) => tx.phoneNumber.findUnique({ where, select: boughtNumber }));
  if (row) await rebindNumber(carrierOf(await readAccount(ctx, finding)).forOrganization(ctx.organizationId), row, ctx);
}

/** Deletes a lost number's row; its quota was released when it was lost. */
export async function forgetNumber(ctx: Context, finding: Finding): Promise<void> {
  const { phone_number_id: id } = FindingDetails.parse(finding.details);
  if (id === undefined) return;
  const { organizationId } = ctx;
  await tenant(ctx).transaction(async (tx) => {
    const { count } = await tx.phoneNumber.deleteMany({ where: { id, organizationId, status: "lost_at_carrier" } });
    if (count === 0) return;
    await tx.finding.updateMany({ where: { id: finding.id, resolvedAt: null }, data: end("forgotten") });
    await recordAuditEvent(tx, ctx, {
      action: "phone_number.forgotten",
      targetId: id,
      before: { phone_number: finding.phoneNumber, status: "lost_at_carrier" },
    });
  });
}

/** Applied by the next sweep, which asks about ignored numbers again only after they have been back. */
export async function decideLoss(ctx: Context, { id, details }: Finding, decision: "accepted" | "ignored") {
  await tenant(ctx).transaction(async (tx) => {
    const { count } = await tx.finding.updateMany({ where: { id, resolvedAt: null }, data: end(decision) });
    if (count === 0) return;
    const { missing, phone_numbers } = FindingDetails.parse(details);
    const after = { missing, phone_numbers };
    await recordAuditEvent(tx, ctx, { action: `phone_number.loss_${decision}`, targetId: id, after });
  });
}

function readAccount(ctx: Context, { managedAccountId }: Finding): Promise<ManagedAccount> {
  return tenant(ctx).transaction((tx) =>
    tx.managedAccount.findUniqueOrThrow({ where: { id: managedAccountId ?? "" } }),
  );
}
