import { asSystem, readAsSystem, type Tx } from "@/lib/db";
import { commitAsSystem } from "@/lib/durable/commit-as-system";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { Prisma, Purchase } from "@/lib/generated/prisma/client";
import { problems } from "@/lib/http/error-response";
import { giveSlotBack } from "@/lib/organizations/take-slot";
import { writeToOutbox } from "@/lib/webhooks/outbox";
import { purchaseFailed } from "@/lib/webhooks/purchase-failed";
import type { Refusal } from "./carrier-problem";

/** How long a purchase may take at all. Seconds. */
const TIME_LIMIT_SECONDS = 15 * 60;
const START_SECONDS = 5;

/** Another worker has taken over: stop without touching anything. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}

export type Claim = { purchaseId: string; worker: string };

/** From now on only this worker may ask the carrier; undefined when the purchase has ended. */
export async function takeOver({ purchaseId, worker }: Claim): Promise<Purchase | undefined> {
  const where = { id: purchaseId, status: "pending" } as const;
  const [purchase] = await asSystem((tx) => tx.purchase.updateManyAndReturn({ where, data: { worker } }));
  return purchase;
}

/**
 * Throws `Overtaken`. Says whether the purchase has run past its time limit.
 * @param asking notes, before it happens, that the carrier is asked to buy
 */
export async function check({ purchaseId, worker }: Claim, asking = false): Promise<{ overdue: boolean }> {
  const [row] = await asSystem(
    (tx) => tx.$queryRaw<{ overdue: boolean }[]>`
      UPDATE purchase SET outcome_unknown = outcome_unknown OR ${asking}
      WHERE id = ${purchaseId}::uuid AND status = 'pending' AND worker = ${worker}
      RETURNING started_at < now() - make_interval(secs => ${TIME_LIMIT_SECONDS}) AS overdue`,
  );
  if (!row) throw new Overtaken();
  return row;
}

/** Ends the purchase within the caller's transaction. Undefined when it has ended before: the same end, written earlier. */
export async function endPurchase(
  tx: Tx,
  id: string,
  data: Prisma.PurchaseUpdateManyMutationInput,
): Promise<Purchase | undefined> {
  const [ended] = await tx.purchase.updateManyAndReturn({
    where: { id, status: "pending" },
    data: { ...data, worker: null, updatedAt: new Date() },
  });
  return ended;
}

/** Nothing was bought: the reason is kept and the slot given back, together. */
export async function failPurchase(id: string, { code, detail, members }: Refusal): Promise<void> {
  await commitAsSystem("fail", async (tx) => {
    const reason = {
      errorCode: code,
      errorDetail: detail,
      errorMembers: members as Prisma.InputJsonObject | undefined,
    };
    const ended = await endPurchase(tx, id, { status: "failed", outcomeUnknown: false, ...reason });
    if (ended) {
      await giveSlotBack(tx, ended.organizationId);
      await writeToOutbox(tx, [purchaseFailed(ended, { code, detail })]);
    }
  });
}

const setAsideBecause = {
  outcome_unknown: "The carrier has not answered for certain. Whether the number was bought is being looked into.",
  number_registered_elsewhere: "The number was registered elsewhere while it was bought. This is being looked into.",
};

/** Nothing that can be settled here and now: the slot stays taken until somebody has looked. */
export async function setAside(id: string, errorCode: keyof typeof setAsideBecause): Promise<void> {
  const errorDetail = setAsideBecause[errorCode];
  const data = { status: "needs_attention", errorCode, errorDetail } as const;
  await commitAsSystem("set-aside", (tx) => endPurchase(tx, id, data));
}

export function findPurchase(purchaseId: string): Promise<Purchase> {
  return readAsSystem((tx) => tx.purchase.findUniqueOrThrow({ where: { id: purchaseId } }));
}

/** Pending purchases whose server may have died between writing them down and starting their workflow. */
export async function unstartedPurchases(): Promise<Purchase[]> {
  return asSystem(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM purchase
      WHERE status = 'pending' AND worker IS NULL AND started_at < now() - make_interval(secs => ${START_SECONDS})
      ORDER BY started_at LIMIT 50`;
    return tx.purchase.findMany({ where: { id: { in: rows.map(({ id }) => id) }, status: "pending" } });
  });
}

/** The stored reason, to be thrown again to everyone who asks. */
export function failureOf({ errorCode, errorDetail, errorMembers }: Purchase): AppError {
  const code: ErrorCode = errorCode !== null && isErrorCode(errorCode) ? errorCode : "internal_error";
  const members = errorMembers as Record<string, unknown> | null;
  return new AppError(code, errorDetail ?? "The purchase failed.", members ? { members } : {});
}

const isErrorCode = (word: string): word is ErrorCode => Object.hasOwn(problems, word);
