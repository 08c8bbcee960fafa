import { pingDatabase, requireFence } from "@/lib/db";
import { requireIdentity } from "@/lib/managed-accounts/identity-store";

const FRESH_MS = 1_000;

const kept = globalThis as typeof globalThis & { trunklineReadiness?: { ready: Promise<boolean>; until: number } };

/**
 * Whether the database answers and keeps organizations apart, and its numbers are surely this installation's. One look a second serves everyone who asks, and while it
 * runs no other begins, so that a flood of questions never reaches the database.
 */
export function checkReadiness(): Promise<boolean> {
  const known = kept.trunklineReadiness;
  if (known && performance.now() < known.until) return known.ready;
  const look = { ready: askDatabase(), until: Number.POSITIVE_INFINITY };
  kept.trunklineReadiness = look;
  look.ready.finally(() => {
    look.until = performance.now() + FRESH_MS;
  });
  return look.ready;
}

const askDatabase = () =>
  pingDatabase()
    .then(requireFence)
    .then(requireIdentity)
    .then(
      () => true,
      () => false,
    );
