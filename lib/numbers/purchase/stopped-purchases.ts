import { Prisma, type Purchase } from "@/lib/generated/prisma/client";
import { closeFinding, openFinding } from "@/lib/numbers/findings/findings-store";
import { execute } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import type { Failure } from "@/lib/platform/jobs/durable";
import { LOST_WORKFLOW_AFTER_MS, MAX_UNASKED_RETRIES, RETRY_STOPPED_AFTER_MS } from "@/lib/platform/jobs/retry-limits";
import { log } from "@/lib/platform/log";
import { type Claim, type EndedPurchase, findPurchase, purchaseColumns } from "./purchase-store";

const START_SECONDS = 5;
const PER_SWEEP = 50;

type Problem = { code: string; detail: (phoneNumber: string) => string; retried?: true };

const triedAgain = "We retry every hour; to retry now, go to Needs attention.";

/** Each says what happened, whether money moved, and what to do. */
const problems = {
  outcome_unknown: {
    code: "outcome_unknown",
    detail: () => "We couldn't confirm this purchase and are checking it.",
  },
  number_registered_elsewhere: {
    code: "number_registered_elsewhere",
    detail: () => "The number was registered elsewhere during the purchase. We are checking it.",
  },
  stopped_after_buying: {
    code: "internal_error",
    detail: (phoneNumber) =>
      `The carrier sold ${phoneNumber} and bills it, but an error on our side kept it out of your directory. ` +
      `The number stays yours and keeps its slot. ${triedAgain}`,
    retried: true,
  },
  stopped_while_buying: {
    code: "internal_error",
    detail: (phoneNumber) =>
      `An error on our side stopped this purchase. The carrier may have sold ${phoneNumber}; if it did, the number ` +
      `is billed and yours. The slot is kept. ${triedAgain}`,
    retried: true,
  },
  stopped_before_buying: {
    code: "internal_error",
    detail: () =>
      `An error on our side stopped this purchase before anything was bought. You have not been charged. ${triedAgain}`,
    retried: true,
  },
} as const satisfies Record<string, Problem>;

export type PurchaseProblem = keyof typeof problems;

/** Keeps the quota; internal errors are retried in an hour. Returns undefined when the purchase has already ended. */
export async function markNeedsAttention(id: string, problem: PurchaseProblem): Promise<EndedPurchase | undefined> {
  const { phoneNumber } = await findPurchase(id);
  const { code, detail, retried }: Problem = problems[problem];
  const pauseSeconds = (RETRY_STOPPED_AFTER_MS / 1_000) * (1 + Math.random() / 10);
  const ended = await system().transaction(
    async (tx) => {
      const { rows } = await execute<Purchase>(
        tx,
        Prisma.sql`
        UPDATE purchase
        SET status = 'needs_attention', worker = NULL, error_code = ${code}, error_detail = ${detail(phoneNumber)},
            error_members = NULL, updated_at = now(),
            retry_at = CASE WHEN ${retried === true} AND retries < ${MAX_UNASKED_RETRIES}
                            THEN now() + make_interval(secs => ${pauseSeconds}) END
        WHERE id = ${id}::uuid AND status = 'pending'
        RETURNING ${purchaseColumns}`,
      );
      return rows[0];
    },
    { name: "set-aside" },
  );
  const standing = ended ?? (await findPurchase(id));
  if (standing.status === "needs_attention") await openFinding(findingOf(standing));
  return ended && { ...ended, number: null };
}

export function findingOf({ id, organizationId, managedAccountId, phoneNumber, errorDetail }: Purchase) {
  const details = { purchase_id: id, ...(errorDetail !== null && { sentence: errorDetail }) };
  return { kind: "stuck_purchase", organizationId, managedAccountId, phoneNumber, details } as const;
}

/** Closes the finding of a purchase that was retried automatically and has ended. */
export async function unlist({ managedAccountId, phoneNumber, status }: Purchase): Promise<void> {
  if (status === "needs_attention") return;
  const finding = { kind: "stuck_purchase", managedAccountId, phoneNumber } as const;
  await system().transaction((tx) => closeFinding(tx, finding, "settled"), { name: "finding-settled" });
}

/** An internal error has stopped the purchase for good, in whichever step. */
export async function stopPurchase(purchaseId: string, failure: Failure): Promise<EndedPurchase | undefined> {
  const { organizationId, requestId, carrierNumberId, outcomeUnknown } = await findPurchase(purchaseId);
  const found = { purchase_id: purchaseId, organization_id: organizationId, request_id: requestId };
  log().error({ ...found, error: failure.error, workflow: failure.workflowId }, "a purchase needs attention");
  if (carrierNumberId !== null) return markNeedsAttention(purchaseId, "stopped_after_buying");
  return markNeedsAttention(purchaseId, outcomeUnknown ? "stopped_while_buying" : "stopped_before_buying");
}

/** Records that this worker did not ask the carrier after all, so a later one need not assume that it bought. */
export async function withdrawNote({ purchaseId, worker }: Claim): Promise<void> {
  await system().sql(
    Prisma.sql`
    UPDATE purchase SET outcome_unknown = false
    WHERE id = ${purchaseId}::uuid AND status = 'pending' AND worker = ${worker}`,
    { writes: true },
  );
}

/** Keeps the carrier's number id of a purchase that was bought but could not be recorded. */
export async function noteBought({ id }: Purchase, carrierNumberId: string): Promise<void> {
  await system().sql(
    Prisma.sql`
    UPDATE purchase SET carrier_number_id = ${carrierNumberId} WHERE id = ${id}::uuid AND status = 'pending'`,
    { writes: true },
  );
}

/** Pending purchases whose server may have died before starting their workflow. */
export async function unstartedPurchases(): Promise<Purchase[]> {
  return system().transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM purchase
      WHERE status = 'pending' AND worker IS NULL AND started_at < now() - make_interval(secs => ${START_SECONDS})
        AND started_at >= now() - make_interval(secs => ${LOST_WORKFLOW_AFTER_MS / 1_000})
      ORDER BY started_at LIMIT ${PER_SWEEP}`;
    return tx.purchase.findMany({ where: { id: { in: rows.map(({ id }) => id) }, status: "pending" } });
  });
}

/** Ids of pending purchases that cannot have a workflow anymore. */
export async function lostPurchases(): Promise<string[]> {
  const since = Prisma.sql`now() - make_interval(secs => ${LOST_WORKFLOW_AFTER_MS / 1_000})`;
  // Two queries, because each half has its own index.
  const rows = await system().transaction(
    (tx) => tx.$queryRaw<{ id: string }[]>`
      (SELECT id FROM purchase WHERE status = 'pending' AND worker IS NULL AND started_at < ${since}
       ORDER BY started_at DESC LIMIT ${PER_SWEEP})
      UNION ALL
      (SELECT id FROM purchase WHERE status = 'pending' AND worker IS NOT NULL AND started_at < ${since}
       ORDER BY started_at DESC LIMIT ${PER_SWEEP})`,
  );
  return rows.map(({ id }) => id);
}

/** Makes stopped purchases pending again after an hour, with a full time limit. */
export async function reopenDuePurchases(): Promise<Purchase[]> {
  const { rows } = await system().sql<Purchase>(
    Prisma.sql`
    UPDATE purchase
    SET status = 'pending', error_code = NULL, error_detail = NULL, error_members = NULL, worker = NULL,
        started_at = now(), updated_at = now(), retry_at = NULL, retries = retries + 1
    WHERE id IN (SELECT id FROM purchase WHERE retry_at <= now() AND status = 'needs_attention'
                 ORDER BY retry_at LIMIT ${PER_SWEEP} FOR UPDATE SKIP LOCKED)
    RETURNING ${purchaseColumns}`,
    { writes: true },
  );
  return rows;
}
