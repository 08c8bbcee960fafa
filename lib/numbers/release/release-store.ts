import type { PhoneNumber } from "@/lib/generated/prisma/client";
import { releaseQuota } from "@/lib/identity/organizations/quota";
import { keepAgents, returnAgents } from "@/lib/numbers/phone-numbers/kept-agents";
import { crashPoint } from "@/lib/platform/crash-point";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";

/** One release of one number; after a restore, a new release is a different one. */
export type Release = { phoneNumberId: string; releaseAt: string };

/** Why a started release waits under Needs attention. */
export type ReleaseProblem =
  /** The carrier refused, for example because an emergency address is attached to the number. */
  | "carrier_refused"
  /** The account's number with this phone number is not the one that was bought here. */
  | "not_ours"
  /** The database is a copy, and the number belongs to the original installation. */
  | "other_installation"
  /** The carrier has given no definite answer for an hour. */
  | "carrier_unavailable"
  | "interrupted";

type Terms = { windowDays: number; immediately: boolean };

/** Also shortens an undo window or restarts a stopped release. Returns false when nothing changes. */
export async function requestRelease(tx: Tx, row: PhoneNumber, { windowDays, immediately }: Terms): Promise<boolean> {
  if (row.status === "active") {
    const seconds = immediately ? 0 : windowDays * 86_400;
    await tx.$executeRaw`
      UPDATE phone_number
      SET status = 'releasing', updated_at = clock_timestamp(), release_problem = NULL, release_begun_at = NULL,
          release_retry_at = NULL,
          release_at = date_trunc('milliseconds', clock_timestamp() + make_interval(secs => ${seconds})),
          ${keepAgents}
      WHERE id = ${row.id}::uuid`;
    return true;
  }
  if (!immediately) return false;
  const changed = await tx.$executeRaw`
    UPDATE phone_number
    SET release_at = date_trunc('milliseconds', clock_timestamp()), updated_at = clock_timestamp(),
        release_problem = NULL, release_begun_at = NULL, release_retry_at = NULL
    WHERE id = ${row.id}::uuid AND status = 'releasing'
      AND (release_problem IS NOT NULL OR (release_begun_at IS NULL AND release_at > clock_timestamp()))`;
  return changed === 1;
}

/** Returns false when the window is over or the carrier may have been asked already. */
export async function undoRelease(tx: Tx, { id }: PhoneNumber): Promise<boolean> {
  const undone = await tx.$executeRaw`
    UPDATE phone_number SET status = 'active', release_at = NULL, updated_at = clock_timestamp(), ${returnAgents}
    WHERE id = ${id}::uuid AND status = 'releasing' AND release_begun_at IS NULL AND release_at > clock_timestamp()`;
  return undone === 1;
}

/** Returns releases whose window is over and that have not started, oldest first. */
export async function dueReleases(phoneNumberId?: string): Promise<Release[]> {
  const only = phoneNumberId ?? null;
  const rows = await system().transaction(
    (tx) => tx.$queryRaw<{ id: string; release_at: Date }[]>`
      SELECT id, release_at FROM phone_number
      WHERE status = 'releasing' AND release_begun_at IS NULL AND release_at <= clock_timestamp()
        AND (${only}::uuid IS NULL OR id = ${only}::uuid)
      ORDER BY release_at LIMIT 50`,
  );
  return rows.map(({ id, release_at }) => ({ phoneNumberId: id, releaseAt: release_at.toISOString() }));
}

/** The point of no return. Returns false when the release was undone or replaced. */
export async function beginRelease({ phoneNumberId, releaseAt }: Release): Promise<boolean> {
  const [row] = await system().transaction(
    (tx) => tx.$queryRaw<{ due: boolean }[]>`
      UPDATE phone_number
      SET release_begun_at = CASE WHEN release_at <= clock_timestamp()
                                  THEN COALESCE(release_begun_at, clock_timestamp()) END
      WHERE id = ${phoneNumberId}::uuid AND status = 'releasing' AND release_problem IS NULL
        AND release_at = ${releaseAt}::timestamptz
      RETURNING release_begun_at IS NOT NULL AS due`,
  );
  crashPoint("begin-release.commit.after");
  if (row && !row.due) throw new Error("this release is not due yet: the database's clock went back");
  return row !== undefined;
}

export const whileReleasing = ({ phoneNumberId, releaseAt }: Release) =>
  ({ id: phoneNumberId, releaseAt: new Date(releaseAt), status: "releasing", releaseProblem: null }) as const;

export async function findReleasing(release: Release): Promise<PhoneNumber | null> {
  return system().transaction((tx) => tx.phoneNumber.findFirst({ where: whileReleasing(release) }));
}

/** Returns false when it is already gone. A purchase counts until `released_at` is set, so that it is released once. */
export async function deleteNumber(tx: Tx, { id, organizationId, purchaseId, status }: PhoneNumber): Promise<boolean> {
  const { count } = await tx.phoneNumber.deleteMany({ where: { id } });
  if (count === 0) return false;
  const counts = purchaseId === null ? status !== "lost_at_carrier" : await freePurchase(tx, purchaseId);
  if (counts) await releaseQuota(tx, organizationId);
  return true;
}

async function freePurchase(tx: Tx, purchaseId: string): Promise<boolean> {
  const freed = await tx.$executeRaw`
    UPDATE purchase SET released_at = now(), updated_at = now()
    WHERE id = ${purchaseId}::uuid AND released_at IS NULL`;
  return freed === 1;
}
