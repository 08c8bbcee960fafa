import type { AvailableNumber } from "@/lib/carriers/carrier";
import { Prisma } from "@/lib/generated/prisma/client";
import { system } from "@/lib/platform/db/system";
import { runPeriodically } from "@/lib/platform/jobs/run-periodically";

const PURGE_EVERY_MS = 60 * 60 * 1_000;
/** Longer than a user looks at a list before buying from it. */
const KEPT_HOURS = 24;

/** The carrier names localities only in its offer, and any server must be able to record what the buyer saw. */
export async function rememberPlaces(offers: AvailableNumber[]): Promise<void> {
  const placed = offers.filter(({ locality, region }) => locality !== null || region !== null);
  if (placed.length === 0) return;
  const rows = placed.map(({ phoneNumber, locality, region }) => ({ phone_number: phoneNumber, locality, region }));
  // Sorted, so concurrent searches cannot deadlock.
  await system().sql(
    Prisma.sql`
    INSERT INTO offered_place AS known (phone_number, locality, region)
    SELECT DISTINCT ON (phone_number) phone_number, locality, region
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS offer (phone_number text, locality text, region text)
    ORDER BY phone_number
    ON CONFLICT (phone_number) DO UPDATE
    SET locality = EXCLUDED.locality, region = EXCLUDED.region, offered_at = EXCLUDED.offered_at
    WHERE (known.locality, known.region) IS DISTINCT FROM (EXCLUDED.locality, EXCLUDED.region)
       OR known.offered_at < now() - interval '1 hour'`,
    { writes: true },
  );
}

/** Returns how many were deleted. */
export async function purgeOfferedPlaces(): Promise<number> {
  const { count } = await system().sql(
    Prisma.sql`
    DELETE FROM offered_place WHERE offered_at < now() - make_interval(hours => ${KEPT_HOURS})`,
    { writes: true },
  );
  return count;
}

export function startPurgeOfOfferedPlaces(): void {
  runPeriodically("purging offered places", PURGE_EVERY_MS, purgeOfferedPlaces);
}
