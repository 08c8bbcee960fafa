import type { PhoneNumber } from "@/lib/generated/prisma/client";
import { bySystem, recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { closeFinding } from "@/lib/numbers/findings/findings-store";
import { deleteNumber, type Release, type ReleaseProblem, whileReleasing } from "@/lib/numbers/release/release-store";
import { listStopped, stoppedBy } from "@/lib/numbers/release/stopped-releases";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { log } from "@/lib/platform/log";
import type { End } from "./give-back";

/** Writes the end of a release and its audit event in one transaction, once. */
export async function recordRelease(release: Release, workflowId: string, end: End): Promise<void> {
  if (end.kind === "ended") return;
  await system().transaction(
    async (tx) => {
      const row = await lockReleasing(tx, release);
      if (!row) return;
      if (end.kind === "stopped") await stop(tx, row, workflowId, end.problem);
      else if (await deleteNumber(tx, row)) await audit(tx, row, workflowId, "phone_number.released", {});
      const { managedAccountId, phoneNumber } = row;
      if (managedAccountId === null || end.kind === "stopped") return;
      await closeFinding(tx, { kind: "stopped_release", managedAccountId, phoneNumber }, "settled");
    },
    { name: "release" },
  );
  if (end.kind !== "stopped") return;
  const stopped = await system().transaction((tx) =>
    tx.phoneNumber.findUnique({ where: { id: release.phoneNumberId } }),
  );
  if (stopped?.releaseProblem === end.problem) await listStopped(stopped);
}

async function lockReleasing(tx: Tx, release: Release): Promise<PhoneNumber | null> {
  await tx.$queryRaw`SELECT 1 FROM phone_number WHERE id = ${release.phoneNumberId}::uuid FOR UPDATE`;
  return tx.phoneNumber.findFirst({ where: { ...whileReleasing(release), releaseBegunAt: { not: null } } });
}

/** The number stays out of service until someone checks it: never release what is not provably ours. */
async function stop(tx: Tx, row: PhoneNumber, workflowId: string, problem: ReleaseProblem): Promise<void> {
  await tx.phoneNumber.update({ where: { id: row.id }, data: stoppedBy(problem) });
  await audit(tx, row, workflowId, "phone_number.release_stopped", { problem });
  log().error({ phone_number_id: row.id, organization_id: row.organizationId, problem }, "a release needs attention");
}

/** The actor is the system; the requester is in `phone_number.release_requested`. */
async function audit(
  tx: Tx,
  { id, organizationId, phoneNumber, purchaseId }: PhoneNumber,
  requestId: string,
  action: "phone_number.released" | "phone_number.release_stopped",
  after: { problem?: ReleaseProblem },
): Promise<void> {
  await recordAuditEvent(tx, bySystem(organizationId, requestId), {
    action,
    targetId: id,
    before: { phone_number: phoneNumber, purchase_id: purchaseId },
    ...(after.problem && { after }),
  });
}
