import { Prisma, type Purchase } from "@/lib/generated/prisma/client";
import { writeToOutbox } from "@/lib/identity/audit/outbox";
import { releaseQuota } from "@/lib/identity/organizations/quota";
import { columnsOf, execute, type Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { AppError, type ErrorCode, isErrorCode } from "@/lib/platform/errors";
import type { Refusal } from "./carrier-problem";
import { purchaseFailed } from "./purchase-failed";
import type { PurchaseRecord } from "./schemas";
import type { withNumber } from "./serialize-purchase";

/** The time limit of a purchase. */
const TIME_LIMIT_SECONDS = 15 * 60;

/** Another worker has claimed the purchase: stop without changing anything. */
export class ClaimLost extends Error {
  override readonly name = "ClaimLost";
}

export type Claim = { purchaseId: string; worker: string };

/** `outcomeUnknown` is as it was before the claim. */
export type Claimed = {
  purchase: Purchase;
  /** No worker has claimed it before, so the carrier has not been asked to buy. */
  isFirst: boolean;
  /** The row already says that the carrier may have been asked to buy. */
  isNoted: boolean;
};

/**
 * Only the claiming worker may call the carrier; undefined when the purchase has ended. Also records that the carrier
 * may be asked, which saves a write before the order, unless a promised price may still prevent it.
 */
export async function claimPurchase({ purchaseId, worker }: Claim): Promise<Claimed | undefined> {
  const { rows } = await system().sql<Purchase & { isFirst: boolean; wasUnknown: boolean }>(
    Prisma.sql`
      UPDATE purchase SET worker = ${worker}, outcome_unknown = outcome_unknown OR expected_monthly_price IS NULL
    FROM (SELECT id AS found, worker IS NULL AS "isFirst", outcome_unknown AS "wasUnknown"
          FROM purchase WHERE id = ${purchaseId}::uuid AND status = 'pending' FOR UPDATE) AS before
    WHERE id = found
    RETURNING ${purchaseColumns}, "isFirst", "wasUnknown"`,
    { name: "claim_purchase", writes: true },
  );
  const [row] = rows;
  if (!row) return undefined;
  const { isFirst, wasUnknown, outcomeUnknown: isNoted, ...purchase } = row;
  return { purchase: { ...purchase, outcomeUnknown: wasUnknown }, isFirst, isNoted };
}

/**
 * Throws `ClaimLost`. Returns whether the purchase has exceeded its time limit.
 * @param asking records in advance that the carrier is being asked to buy
 */
export async function assertClaim({ purchaseId, worker }: Claim, asking = false): Promise<{ overdue: boolean }> {
  const { rows } = await system().sql<{ overdue: boolean }>(
    Prisma.sql`
      UPDATE purchase SET outcome_unknown = outcome_unknown OR ${asking}
    WHERE id = ${purchaseId}::uuid AND status = 'pending' AND worker = ${worker}
    RETURNING started_at < now() - make_interval(secs => ${TIME_LIMIT_SECONDS}) AS overdue`,
    { name: "check_purchase", writes: true },
  );
  const [held] = rows;
  if (!held) throw new ClaimLost();
  return held;
}

export type EndedPurchase = Prisma.PurchaseGetPayload<{ include: typeof withNumber }>;

export const purchaseColumns = columnsOf(Prisma.PurchaseScalarFieldEnum);

type Ending = {
  status: Exclude<PurchaseRecord["status"], "pending">;
  errorCode?: string;
  errorDetail?: string;
  errorMembers?: Record<string, unknown> | undefined;
};

/** Returns undefined when the purchase has already ended. */
export async function endPurchase(
  tx: Tx,
  id: string,
  { status, errorCode, errorDetail, errorMembers }: Ending,
): Promise<Purchase | undefined> {
  const members = errorMembers ? JSON.stringify(errorMembers) : null;
  const { rows } = await execute<Purchase>(
    tx,
    Prisma.sql`
      UPDATE purchase
      SET status = ${status}::text, outcome_unknown = outcome_unknown AND ${status} <> 'failed', worker = NULL,
          error_code = ${errorCode ?? null}, error_detail = ${errorDetail ?? null}, error_members = ${members}::jsonb,
          updated_at = now()
      WHERE id = ${id}::uuid AND status = 'pending'
      RETURNING ${purchaseColumns}`,
    { name: "end_purchase" },
  );
  return rows[0];
}

/** Stores the reason that nothing was bought and releases the quota, in one transaction. */
export async function failPurchase(id: string, { code, detail, members }: Refusal): Promise<EndedPurchase | undefined> {
  return system().transaction(
    async (tx) => {
      const reason = { errorCode: code, errorDetail: detail, errorMembers: members };
      const ended = await endPurchase(tx, id, { status: "failed", ...reason });
      if (!ended) return undefined;
      await releaseQuota(tx, ended.organizationId);
      await writeToOutbox(tx, [purchaseFailed(ended, { code, detail })]);
      return { ...ended, number: null };
    },
    { name: "fail" },
  );
}

export function findPurchase(purchaseId: string): Promise<Purchase> {
  return system().read((tx) => tx.purchase.findUniqueOrThrow({ where: { id: purchaseId } }));
}

/** Every repeated request throws the stored reason. */
export function failureOf({ errorCode, errorDetail, errorMembers }: Purchase): AppError {
  const code: ErrorCode = errorCode !== null && isErrorCode(errorCode) ? errorCode : "internal_error";
  const members = errorMembers as Record<string, unknown> | null;
  return new AppError(code, errorDetail ?? "The purchase failed.", members ? { members } : {});
}
