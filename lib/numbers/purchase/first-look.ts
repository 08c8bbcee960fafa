import type { OwnedNumber } from "@/lib/carriers/carrier";
import type { ManagedAccount, Purchase } from "@/lib/generated/prisma/client";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { processSingleton } from "@/lib/platform/process-singleton";

export type BeginLook = (account: ManagedAccount, purchase: Purchase) => void;

type Look = { begunAt: number; owned: Promise<OwnedNumber | undefined> };

/** Older than this it is made again: somebody may have bought the number by hand meanwhile. */
const FRESH_MS = 2_000;

/** A route begins the look that another bundle's workflow goes on with. */
const looks = () => processSingleton("first-looks", () => new Map<string, Look>());

/**
 * For `work`, which writes a purchase down and sets it going: from `begin` on the carrier is being asked who owns the
 * number. It holds for the first worker that claims the purchase: until then nobody can have bought for it.
 */
export async function withFirstLook<T>(work: (begin: BeginLook) => Promise<T>): Promise<T> {
  const begun: string[] = [];
  try {
    return await work((account, { id, organizationId, phoneNumber }) => {
      const owned = look(account, organizationId, phoneNumber);
      // A failure is the worker's, if one comes for it.
      owned.catch(() => {});
      looks().set(id, { begunAt: performance.now(), owned });
      begun.push(id);
    });
  } finally {
    for (const id of begun) looks().delete(id);
  }
}

/** The look that this process has begun, given once; undefined without a fresh one. */
export function takeFirstLook(purchaseId: string): Look["owned"] | undefined {
  const begun = looks().get(purchaseId);
  looks().delete(purchaseId);
  return begun && performance.now() - begun.begunAt < FRESH_MS ? begun.owned : undefined;
}

async function look(
  account: ManagedAccount,
  organizationId: string,
  phoneNumber: string,
): Promise<OwnedNumber | undefined> {
  return carrierOf(account).forOrganization(organizationId).findOwned(phoneNumber);
}
