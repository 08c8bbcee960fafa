import { type PhoneNumber, Prisma } from "@/lib/generated/prisma/client";
import { openFinding } from "@/lib/numbers/findings/findings-store";
import { system } from "@/lib/platform/db/system";
import type { Failure } from "@/lib/platform/jobs/durable";
import { LOST_WORKFLOW_AFTER_MS, RETRY_STOPPED_AFTER_MS } from "@/lib/platform/jobs/retry-limits";
import { log } from "@/lib/platform/log";
import { type Release, type ReleaseProblem, whileReleasing } from "./release-store";

const PER_SWEEP = 50;

/** No definite answer from the carrier, or an internal error: a later retry may help. */
const mayPass: readonly ReleaseProblem[] = ["carrier_unavailable", "interrupted"];

/** Columns to write when a release stops. One that may succeed later is retried in an hour. */
export function stoppedBy(releaseProblem: ReleaseProblem) {
  const pauseMs = RETRY_STOPPED_AFTER_MS * (1 + Math.random() / 10);
  return { releaseProblem, releaseRetryAt: mayPass.includes(releaseProblem) ? new Date(Date.now() + pauseMs) : null };
}

type Stopped = Pick<PhoneNumber, "id" | "organizationId" | "managedAccountId" | "phoneNumber" | "releaseProblem">;

/** Lists a stopped release under Needs attention. Returns true when it was not listed yet. */
export async function listStopped(row: Stopped): Promise<boolean> {
  const { id, organizationId, managedAccountId, phoneNumber, releaseProblem } = row;
  if (managedAccountId === null) return false;
  const details = { phone_number_id: id, ...(releaseProblem && { release_problem: releaseProblem }) };
  return openFinding({ kind: "stopped_release", organizationId, managedAccountId, phoneNumber, details });
}

/** An internal error has stopped the release for good. The number keeps its quota, because it may still be billed. */
export async function stopRelease(release: Release, { error, workflowId }: Failure): Promise<void> {
  const found = { phone_number_id: release.phoneNumberId, workflow: workflowId, request_id: workflowId };
  log().error({ ...found, error, problem: "interrupted" }, "a release needs attention");
  await system().transaction((tx) =>
    tx.phoneNumber.updateMany({ where: whileReleasing(release), data: stoppedBy("interrupted") }),
  );
  const where = { ...whileReleasing(release), releaseProblem: "interrupted" };
  const row = await system().transaction((tx) => tx.phoneNumber.findFirst({ where }));
  if (row) await listStopped(row);
}

/** Started releases that cannot have a workflow anymore. */
export async function lostReleases(): Promise<Release[]> {
  const rows = await system().transaction(
    (tx) => tx.$queryRaw<{ id: string; release_at: Date }[]>`
      SELECT id, release_at FROM phone_number
      WHERE release_begun_at < now() - make_interval(secs => ${LOST_WORKFLOW_AFTER_MS / 1_000})
        AND status = 'releasing' AND release_problem IS NULL
      ORDER BY release_begun_at DESC LIMIT ${PER_SWEEP}`,
  );
  return rows.map(({ id, release_at }) => ({ phoneNumberId: id, releaseAt: release_at.toISOString() }));
}

/** Makes stopped releases due again after an hour. */
export async function reopenDueReleases(): Promise<void> {
  await system().sql(
    Prisma.sql`
    UPDATE phone_number
    SET release_at = date_trunc('milliseconds', clock_timestamp()), release_problem = NULL, release_begun_at = NULL,
        release_retry_at = NULL
    WHERE id IN (SELECT id FROM phone_number
                 WHERE release_retry_at <= now() AND status = 'releasing' AND release_problem IS NOT NULL
                 ORDER BY release_retry_at LIMIT ${PER_SWEEP} FOR UPDATE SKIP LOCKED)`,
    { writes: true },
  );
}
