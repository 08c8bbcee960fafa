import { setTimeout as sleep } from "node:timers/promises";
import { backOffMs } from "@/lib/carriers/back-off";
import { type Carrier, CarrierError, isAboutAccount } from "@/lib/carriers/carrier";
import type { PhoneNumber } from "@/lib/generated/prisma/client";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { logCarrierError } from "@/lib/numbers/purchase/carrier-problem";
import { isOfInstallation, isReferenceOf } from "@/lib/numbers/purchase/carrier-reference";
import { findReleasing, type Release, type ReleaseProblem } from "@/lib/numbers/release/release-store";
import { system } from "@/lib/platform/db/system";

/** After this it needs attention and is retried every hour. */
const TIME_LIMIT_MS = 60 * 60 * 1_000;
const MAX_ATTEMPTS = 500;
const backOff = { firstMs: 400, maxMs: 60_000 };

/** Plain data, because the engine stores it. */
export type End =
  | { kind: "released" }
  | { kind: "stopped"; problem: ReleaseProblem }
  /** Another worker ended it. */
  | { kind: "ended" };

/**
 * Retries for an hour, because an unreleased number is still billed. A frozen worker does no harm: a carrier id names
 * one purchase of a number, so the next owner's id differs.
 */
export async function giveBackUntilCertain(release: Release): Promise<End> {
  for (let attempt = 1; ; attempt++) {
    const row = await findReleasing(release);
    if (!row) return { kind: "ended" };
    try {
      const problem = await giveBack(await carrierFor(row), row);
      return problem ? { kind: "stopped", problem } : { kind: "released" };
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      if (isPowerOfTwo(attempt)) logCarrierError(error);
      // A refused account, or another account's answer, says nothing about the number.
      if (error.kind === "refused" && !isAboutAccount(error)) {
        return { kind: "stopped", problem: "carrier_refused" };
      }
      const isOver = attempt >= MAX_ATTEMPTS || begunLongAgo(row);
      if (isOver) return { kind: "stopped", problem: "carrier_unavailable" };
      await sleep(backOffMs(error, attempt, backOff));
    }
  }
}

/**
 * Looks up by id what the list does not show: an id only names our purchase, so "not found" proves that it is gone.
 * Throws CarrierError.
 */
async function giveBack(carrier: Carrier, row: PhoneNumber): Promise<ReleaseProblem | undefined> {
  const purchase = await system().transaction((tx) =>
    tx.purchase.findUnique({ where: { id: row.purchaseId ?? row.id } }),
  );
  const installationId = await readInstallationId();
  if (row.carrierNumberId === null || purchase === null) return "not_ours";
  if (!isOfInstallation(purchase, installationId)) return "other_installation";
  const owned = await carrier.findOwned(row.phoneNumber);
  const isOurs =
    owned?.phoneNumber === row.phoneNumber &&
    owned.carrierId === row.carrierNumberId &&
    isReferenceOf(owned.reference, purchase, installationId);
  if (owned && !isOurs) return "not_ours";
  await carrier.release(row.carrierNumberId);
  return undefined;
}

/** Uses the background limit, so purchases never wait for releases. */
async function carrierFor({ managedAccountId }: PhoneNumber): Promise<Carrier> {
  const where = { id: managedAccountId ?? "" };
  return carrierOf(await system().transaction((tx) => tx.managedAccount.findUniqueOrThrow({ where }))).background;
}

const begunLongAgo = ({ releaseBegunAt }: PhoneNumber) =>
  releaseBegunAt !== null && Date.now() - releaseBegunAt.getTime() > TIME_LIMIT_MS;

const isPowerOfTwo = (count: number) => (count & (count - 1)) === 0;
