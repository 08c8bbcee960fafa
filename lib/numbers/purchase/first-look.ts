import type { OwnedNumber } from "@/lib/carriers/carrier";
import type { ManagedAccount, Purchase } from "@/lib/generated/prisma/client";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { processSingleton } from "@/lib/platform/process-singleton";

export type BeginLook = (account: ManagedAccount, purchase: Purchase) => void;

type Look = { begunAt: number; owned: Promise<OwnedNumber | undefined> };

/** An older prefetch is discarded, because the number may have been bought by hand meanwhile. */
const FRESH_MS = 2_000;

/** Shared across bundles: a route starts the prefetch, and another bundle's workflow uses it. */
const looks = () => processSingleton("first-looks", () => new Map<string, Look>());

/**
 * `begin` starts asking the carrier who owns the number. Only the first worker that claims the purchase may use the
 * answer: nothing can have been bought before that.
 */
export async function withFirstLook<T>(work: (begin: BeginLook) => Promise<T>): Promise<T> {
  const begun: string[] = [];
  try {
    return await work((account, { id, organizationId, phoneNumber }) => {
      const owned = look(account, organizationId, phoneNumber);
      // A worker that takes the prefetch handles its failure.
      owned.catch(() => {});
      looks().set(id, { begunAt: performance.now(), owned });
      begun.push(id);
    });
  } finally {
    for (const id of begun) looks().delete(id);
  }
}

/** Returns this process's prefetch once; undefined without a fresh one. */
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
