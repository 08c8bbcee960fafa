import { randomUUID } from "node:crypto";
import { CarrierError } from "@/lib/carriers/carrier";
import { asSystem } from "@/lib/db";
import type { Purchase } from "@/lib/generated/prisma/client";
import { log } from "@/lib/log";
import { carrierOf } from "@/lib/managed-accounts/carrier-of";
import { parsePhoneNumber } from "@/lib/phone-numbers/parse-phone-number";
import { carrierUnavailable, logCarrierError, type Refusal, refusalOf } from "./carrier-problem";
import { findPrice } from "./find-price";
import { beat, failPurchase, type Lease, LeaseLost, setAside, takeLease } from "./purchase-store";
import { buy, type Progress } from "./steps/buy";
import { ensureTrunk } from "./steps/ensure-trunk";
import { record } from "./steps/record";

const BEAT_MS = 5_000;
const ATTEMPTS_BEFORE_BUYING = 4;
/** A bought number enters the directory also when its price is late. */
const PRICE_MS = 1_000;

const running = new Map<string, Promise<void>>();

/**
 * Works on a purchase until it has ended or another process holds it; once per process, however many ask. Every step may
 * run twice and end the same, so a purchase whose worker died is simply run again. Throws only what is no carrier's doing.
 */
export function runPurchase(purchaseId: string): Promise<void> {
  const known = running.get(purchaseId);
  if (known) return known;
  const run = work({ purchaseId, owner: randomUUID() }).finally(() => running.delete(purchaseId));
  running.set(purchaseId, run);
  return run;
}

async function work(lease: Lease): Promise<void> {
  const purchase = await takeLease(lease);
  if (!purchase) return;
  const beating = setInterval(() => void beat(lease).catch(noteLostBeat), BEAT_MS);
  try {
    await finish(lease, purchase);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
  } finally {
    clearInterval(beating);
  }
}

/** Steps until the end is certain: bought, refused, or out of time. */
async function finish(lease: Lease, purchase: Purchase): Promise<void> {
  const account = await asSystem((tx) =>
    tx.managedAccount.findUniqueOrThrow({ where: { id: purchase.managedAccountId } }),
  );
  const carrier = carrierOf(account);
  const price = withinMs(PRICE_MS, findPrice(account, parsePhoneNumber(purchase.phoneNumber)));
  const aboutToBuy = async () => void (await beat(lease, true));
  const progress: Progress = { outcomeUnknown: purchase.outcomeUnknown, aboutToBuy };
  let doubtTrunk = false;
  for (let attempt = 1; ; attempt++) {
    if ((await beat(lease)).overdue) return setAside(lease);
    try {
      const trunk = await ensureTrunk(carrier, purchase, doubtTrunk);
      const result = await buy(carrier, purchase, trunk, progress);
      if ("code" in result) return await failPurchase(lease, purchase, result);
      return await record(lease, purchase, { trunk, bought: result, price: await price });
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      logCarrierError(error);
      if (!doubtTrunk && mayMeanTrunkIsGone(error)) {
        doubtTrunk = true;
        continue;
      }
      const end = certainEnd(error, purchase, progress, attempt);
      if (end) return await failPurchase(lease, purchase, end);
      await new Promise((resolve) => setTimeout(resolve, pauseMs(error, attempt)));
    }
  }
}

/** The refusal that ends the purchase, or undefined to look and try again. An ambiguous answer is never "failed". */
function certainEnd(
  error: CarrierError,
  purchase: Purchase,
  { outcomeUnknown }: Progress,
  attempt: number,
): Refusal | undefined {
  if (error.kind === "refused") {
    // With an order out whose answer never came, only a no about the number itself is about that order too.
    const aboutTheNumber = ["number_unavailable", "invalid_number", "regulatory_required"].includes(error.reason);
    return outcomeUnknown && !aboutTheNumber ? undefined : refusalOf(error, purchase.phoneNumber);
  }
  return !outcomeUnknown && attempt >= ATTEMPTS_BEFORE_BUYING ? carrierUnavailable : undefined;
}

const mayMeanTrunkIsGone = ({ kind, reason }: CarrierError) =>
  kind === "refused" && (reason === "bad_request" || reason === "not_found");

/** Full jitter (AWS, "Exponential Backoff And Jitter"), never sooner than the carrier asks. */
function pauseMs({ details }: CarrierError, attempt: number): number {
  const cap = Math.min(10_000, 200 * 2 ** attempt);
  return Math.min(30_000, details.retryAfterMs ?? 0) + Math.random() * cap;
}

/** Null for an answer that fails or comes too late. */
function withinMs<T>(ms: number, answer: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, ms, null).unref());
  return Promise.race([answer, late]).catch(() => null);
}

function noteLostBeat(error: unknown): void {
  if (!(error instanceof LeaseLost)) log().warn({ error }, "a purchase could not keep its lease");
}
