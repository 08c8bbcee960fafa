import type { OwnedNumber } from "@/lib/carriers/carrier";
import type { ManagedAccount, Purchase } from "@/lib/generated/prisma/client";
import { carrierOf } from "@/lib/managed-accounts/carrier-of";

type Look = { begunAt: number; owned: Promise<OwnedNumber | undefined> };

/** Older than this it is made again: somebody may have bought the number by hand meanwhile. */
const FRESH_MS = 2_000;

// Next evaluates a module once per bundle: a route begins the look that another bundle's workflow goes on with.
const kept = globalThis as typeof globalThis & { trunklineFirstLooks?: Map<string, Look> };

function looks(): Map<string, Look> {
  kept.trunklineFirstLooks ??= new Map();
  return kept.trunklineFirstLooks;
}

/**
 * Asks the carrier who owns the number while the engine still takes the purchase in, for `work`, which sets it going. It
 * holds for the first worker that claims the purchase: until then nobody can have bought for it.
 */
export async function withFirstLook<T>(
  account: ManagedAccount,
  purchase: Purchase,
  work: () => Promise<T>,
): Promise<T> {
  const { id, status, worker, phoneNumber } = purchase;
  if (status !== "pending" || worker !== null || looks().has(id)) return work();
  const owned = look(account, phoneNumber);
  // A failure is the worker's, if one comes for it.
  owned.catch(() => {});
  looks().set(id, { begunAt: performance.now(), owned });
  try {
    return await work();
  } finally {
    looks().delete(id);
  }
}

/** The look that this process has begun, given once; undefined without a fresh one. */
export function takeFirstLook(purchaseId: string): Look["owned"] | undefined {
  const begun = looks().get(purchaseId);
  looks().delete(purchaseId);
  return begun && performance.now() - begun.begunAt < FRESH_MS ? begun.owned : undefined;
}

async function look(account: ManagedAccount, phoneNumber: string): Promise<OwnedNumber | undefined> {
  return carrierOf(account).findOwned(phoneNumber);
}
