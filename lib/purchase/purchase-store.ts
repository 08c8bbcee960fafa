import { asSystem, type Tx } from "@/lib/db";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { Prisma, Purchase } from "@/lib/generated/prisma/client";
import { problems } from "@/lib/http/error-response";
import { giveSlotBack } from "@/lib/organizations/take-slot";
import type { Refusal } from "./carrier-problem";

/** How long a silent worker keeps a purchase to itself, and how long a purchase may take at all. Seconds. */
const LEASE_SECONDS = 30;
const TIME_LIMIT_SECONDS = 15 * 60;

/** Another worker has taken over: stop without touching anything. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

export type Lease = { purchaseId: string; owner: string };

/** Whoever holds the lease works on the purchase; undefined when it has ended or another holds it. Database time only. */
export async function takeLease({ purchaseId, owner }: Lease): Promise<Purchase | undefined> {
  return asSystem(async (tx) => {
    const taken = await tx.$executeRaw`
      UPDATE purchase SET lease_owner = ${owner}, lease_expires_at = now() + make_interval(secs => ${LEASE_SECONDS})
      WHERE id = ${purchaseId}::uuid AND status = 'pending'
        AND (lease_expires_at IS NULL OR lease_expires_at <= now())`;
    return taken === 1 ? tx.purchase.findUniqueOrThrow({ where: { id: purchaseId } }) : undefined;
  });
}

/** Keeps the lease. Throws `LeaseLost`. Says whether the purchase has run past its time limit. */
export async function beat({ purchaseId, owner }: Lease, asking = false): Promise<{ overdue: boolean }> {
  const [row] = await asSystem(
    (tx) => tx.$queryRaw<{ overdue: boolean }[]>`
      UPDATE purchase SET lease_expires_at = now() + make_interval(secs => ${LEASE_SECONDS}),
                          outcome_unknown = outcome_unknown OR ${asking}
      WHERE id = ${purchaseId}::uuid AND status = 'pending' AND lease_owner = ${owner}
      RETURNING started_at < now() - make_interval(secs => ${TIME_LIMIT_SECONDS}) AS overdue`,
  );
  if (!row) throw new LeaseLost();
  return row;
}

/** Ends the purchase within the caller's transaction. Throws `LeaseLost`, so that only the holder ends it. */
export async function endPurchase(tx: Tx, { purchaseId, owner }: Lease, data: Prisma.PurchaseUpdateManyMutationInput) {
  const { count } = await tx.purchase.updateMany({
    where: { id: purchaseId, status: "pending", leaseOwner: owner },
    data: { ...data, leaseOwner: null, leaseExpiresAt: null, updatedAt: new Date() },
  });
  if (count === 0) throw new LeaseLost();
}

/** Nothing was bought: the reason is kept and the slot given back, together. */
export async function failPurchase(
  lease: Lease,
  purchase: Purchase,
  { code, detail, members }: Refusal,
): Promise<void> {
  await asSystem(async (tx) => {
    const reason = {
      errorCode: code,
      errorDetail: detail,
      errorMembers: members as Prisma.InputJsonObject | undefined,
    };
    await endPurchase(tx, lease, { status: "failed", outcomeUnknown: false, ...reason });
    await giveSlotBack(tx, purchase.organizationId);
  });
}

/** Neither bought nor not bought for certain, and time is up: the slot stays taken until somebody has looked. */
export async function setAside(lease: Lease): Promise<void> {
  const errorDetail = "The carrier has not answered for certain. Whether the number was bought is being looked into.";
  await asSystem((tx) =>
    endPurchase(tx, lease, { status: "needs_attention", errorCode: "outcome_unknown", errorDetail }),
  );
}

export function findPurchase(purchaseId: string): Promise<Purchase> {
  return asSystem((tx) => tx.purchase.findUniqueOrThrow({ where: { id: purchaseId } }));
}

/** Pending purchases that nobody works on: their process died, or never began. */
export async function abandonedPurchases(): Promise<string[]> {
  const rows = await asSystem(
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM purchase
      WHERE status = 'pending' AND COALESCE(lease_expires_at, created_at + make_interval(secs => ${LEASE_SECONDS})) <= now()
      ORDER BY created_at LIMIT 50`,
  );
  return rows.map(({ id }) => id);
}

/** The stored reason, to be thrown again to everyone who asks. */
export function failureOf({ errorCode, errorDetail, errorMembers }: Purchase): AppError {
  const code: ErrorCode = errorCode !== null && isErrorCode(errorCode) ? errorCode : "internal_error";
  const members = errorMembers as Record<string, unknown> | null;
  return new AppError(code, errorDetail ?? "The purchase failed.", members ? { members } : {});
}

const isErrorCode = (word: string): word is ErrorCode => Object.hasOwn(problems, word);
