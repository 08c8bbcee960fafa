import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { backOffMs } from "@/lib/carriers/back-off";
import { CarrierError } from "@/lib/carriers/carrier";
import type { Purchase } from "@/lib/generated/prisma/client";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { parsePhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import { isUniqueViolation } from "@/lib/platform/db/database-errors";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { defineWorkflow, step } from "@/lib/platform/jobs/durable";
import { carrierUnavailable, logCarrierError, type Refusal, refusalOf } from "./carrier-problem";
import { findPrice } from "./find-price";
import {
  assertClaim,
  type Claim,
  type Claimed,
  ClaimLost,
  claimPurchase,
  type EndedPurchase,
  failPurchase,
  findPurchase,
} from "./purchase-store";
import { buy, type Progress } from "./steps/buy";
import { findTrunk, makeTrunk } from "./steps/ensure-trunk";
import { type Bought, record } from "./steps/record";
import { markNeedsAttention, noteBought, stopPurchase, unlist, withdrawNote } from "./stopped-purchases";

const ATTEMPTS_BEFORE_BUYING = 4;
const MAX_ATTEMPTS = 500;
/** Short between attempts, because a user may be waiting. */
const backOff = { firstMs: 400, maxMs: 10_000 };
/** A late price does not delay recording a bought number. */
const PRICE_MS = 1_000;
const OVERTAKEN_POLL_MS = 1_000;

type End =
  | { kind: "bought"; purchase: Purchase; bought: Bought }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "out_of_time" }
  | { kind: "ended" };

/**
 * A single step: the reference at the carrier lets a later worker find what was bought, and an engine checkpoint would
 * cost a commit while a user waits.
 */
export const purchaseWorkflow = defineWorkflow<{ purchaseId: string }, EndedPurchase | undefined>("purchase", {
  run: ({ purchaseId }, conclude) =>
    step("buy-and-record", async () => {
      const end = await buyUntilCertain(purchaseId);
      const ended = await recordEnd(purchaseId, end);
      conclude(ended);
      if (ended && ended.retries > 0) await unlist(ended);
    }),
  stopped: async ({ purchaseId }, failure, conclude) => conclude(await stopPurchase(purchaseId, failure)),
});

/** One workflow per attempt: a purchase that is reopened after a temporary problem gets a new one. */
export function purchaseWorkflowId({ id, startedAt }: Purchase): string {
  return `purchase:${id}:${startedAt.getTime()}`;
}

/** Returns undefined when another worker ended it. */
async function recordEnd(purchaseId: string, end: End): Promise<EndedPurchase | undefined> {
  if (end.kind === "bought") return recordOrSetAside(end.purchase, end.bought);
  if (end.kind === "refused") return failPurchase(purchaseId, end.refusal);
  if (end.kind === "out_of_time") return markNeedsAttention(purchaseId, "outcome_unknown");
}

/** The number may have been registered on a customer-owned trunk while the carrier sold it to us. */
async function recordOrSetAside(purchase: Purchase, bought: Bought): Promise<EndedPurchase | undefined> {
  try {
    return await record(purchase, bought);
  } catch (error) {
    if (isUniqueViolation(error)) return markNeedsAttention(purchase.id, "number_registered_elsewhere");
    await noteBought(purchase, bought.carrierNumberId).catch(() => {});
    throw error;
  }
}

async function buyUntilCertain(purchaseId: string): Promise<End> {
  const claim = { purchaseId, worker: randomUUID() };
  const begunAt = performance.now();
  const claimed = await claimPurchase(claim);
  if (!claimed) return { kind: "ended" };
  const asking: Asking = { mayHaveAsked: claimed.purchase.outcomeUnknown };
  try {
    return await attemptUntilCertain(claim, claimed, begunAt, asking);
  } catch (error) {
    if (error instanceof ClaimLost) return waitForOutcome(purchaseId);
    if (!asking.mayHaveAsked) await withdrawNote(claim).catch(() => {});
    throw error;
  }
}

type Asking = { mayHaveAsked: boolean };

/**
 * Throws errors that do not come from the carrier; the engine then repeats the step.
 * @param begunAt process clock, no later than when the claim was requested
 */
async function attemptUntilCertain(claim: Claim, claimed: Claimed, begunAt: number, asking: Asking): Promise<End> {
  const { purchase, isFirst, isNoted } = claimed;
  const [account, knownTrunk] = await Promise.all([
    system().read((tx) => tx.managedAccount.findUniqueOrThrow({ where: { id: purchase.managedAccountId } })),
    findTrunk(purchase),
  ]);
  const carrier = carrierOf(account).forOrganization(purchase.organizationId);
  const price = withinMs(PRICE_MS, findPrice(account, purchase.organizationId, parsePhoneNumber(purchase.phoneNumber)));
  const isFresh = () => performance.now() - begunAt < env().LEASE_MS / 4;
  const aboutToBuy = async () => {
    if (!isNoted || !isFresh()) await assertClaim(claim, true);
    asking.mayHaveAsked = true;
  };
  const progress: Progress = { outcomeUnknown: purchase.outcomeUnknown, isFirst, aboutToBuy };
  let trunk = knownTrunk;
  let doubtTrunk = false;
  for (let attempt = 1; ; attempt++) {
    if (attempt > MAX_ATTEMPTS || (attempt > 1 && (await assertClaim(claim)).overdue)) return { kind: "out_of_time" };
    try {
      trunk ??= await makeTrunk(carrier, purchase);
      const result = await buy(carrier, purchase, trunk, progress);
      if ("code" in result) return await refused(claim, result);
      const { carrierId: carrierNumberId, capabilities } = result;
      const bought = { trunk, carrierNumberId, capabilities, price: await price };
      return { kind: "bought", purchase, bought };
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      logCarrierError(error);
      if (!doubtTrunk && mayMeanTrunkIsGone(error)) {
        doubtTrunk = true;
        trunk = undefined;
        continue;
      }
      const refusal = certainRefusal(error, purchase, progress, attempt);
      if (refusal) return await refused(claim, refusal);
      await sleep(backOffMs(error, attempt, backOff));
    }
  }
}

/** A refusal counts only while the worker holds its claim; a worker that lost it may hold a stale refusal. */
async function refused(claim: Claim, refusal: Refusal): Promise<End> {
  await assertClaim(claim);
  return { kind: "refused", refusal };
}

/** Returns undefined to try again. An ambiguous answer never means "failed". */
function certainRefusal(
  error: CarrierError,
  purchase: Purchase,
  { outcomeUnknown }: Progress,
  attempt: number,
): Refusal | undefined {
  if (error.kind === "refused") {
    // After an order without an answer, only a refusal about the number itself also applies to that order.
    const aboutTheNumber = ["number_unavailable", "invalid_number", "regulatory_required"].includes(error.reason);
    return outcomeUnknown && !aboutTheNumber ? undefined : refusalOf(error, purchase.phoneNumber);
  }
  return !outcomeUnknown && attempt >= ATTEMPTS_BEFORE_BUYING ? carrierUnavailable : undefined;
}

const mayMeanTrunkIsGone = ({ kind, reason }: CarrierError) =>
  kind === "refused" && (reason === "bad_request" || reason === "not_found");

/** The worker that holds the claim ends the purchase; this one only watches. */
async function waitForOutcome(purchaseId: string): Promise<End> {
  while ((await findPurchase(purchaseId)).status === "pending") await sleep(OVERTAKEN_POLL_MS);
  return { kind: "ended" };
}

function withinMs<T>(ms: number, answer: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, ms, null).unref());
  return Promise.race([answer, late]).catch(() => null);
}
