import { type CarrierError, closingReasons, isAboutAccount } from "@/lib/carriers/carrier";
import { system } from "@/lib/platform/db/system";
import { log } from "@/lib/platform/log";
import { processSingleton } from "@/lib/platform/process-singleton";
import type { FindingDetails } from "./schemas";

/** The same refusal is recorded at most once per interval. */
const REPEAT_MS = 60_000;
const noted = () => processSingleton("noted account refusals", () => new Map<string, number>());

/**
 * Returns at once and logs a failed write, because the carrier's answer must not wait for the database. Ignores
 * `wrong_account`, which says nothing about this account.
 */
export function noteAccountRefusal(managedAccountId: string, error: CarrierError): void {
  if (!isAboutAccount(error) || error.reason === "wrong_account") return;
  const key = `${managedAccountId} ${error.reason}`;
  if ((noted().get(key) ?? 0) > Date.now()) return;
  noted().set(key, Date.now() + REPEAT_MS);
  const { carrierCode } = error.details;
  const details: FindingDetails = {
    account_reason: error.reason,
    ...(carrierCode === undefined ? {} : { carrier_code: carrierCode }),
  };
  open(managedAccountId, details).catch((failure: unknown) => {
    noted().delete(key);
    log().warn({ managedAccountId, error: failure }, "a refusal of the account was not written down");
  });
}

async function open(managedAccountId: string, details: FindingDetails): Promise<void> {
  const [row] = await system().transaction(
    (tx) => tx.$queryRaw<{ fresh: boolean }[]>`
      INSERT INTO finding (id, kind, managed_account_id, details, first_seen_at, last_seen_at)
      SELECT gen_random_uuid(), 'account_refusal', account.id, ${JSON.stringify(details)}::jsonb,
             clock_timestamp(), clock_timestamp()
      FROM managed_account account WHERE account.id = ${managedAccountId}::uuid
      ON CONFLICT (managed_account_id) WHERE resolved_at IS NULL AND phone_number IS NULL AND organization_id IS NULL
        DO UPDATE SET last_seen_at = clock_timestamp(), details = EXCLUDED.details
      RETURNING xmax = 0 AS fresh`,
    { name: "finding-opened" },
  );
  if (row?.fresh) log().error({ managedAccountId, ...details }, "the carrier refuses the account");
}

/** A sweep proves only read access, so refusals to buy stay open until a later purchase succeeds. */
export async function closeAccountRefusal(managedAccountId: string, startedAt: Date): Promise<void> {
  await system().transaction(
    (tx) => tx.$executeRaw`
      UPDATE finding SET resolved_at = clock_timestamp(), resolution = 'settled'
      WHERE managed_account_id = ${managedAccountId}::uuid AND resolved_at IS NULL AND kind = 'account_refusal'
        AND last_seen_at < ${startedAt}
        AND (details->>'account_reason' = ANY(${[...closingReasons]}) OR EXISTS (
          SELECT 1 FROM purchase WHERE purchase.managed_account_id = finding.managed_account_id
            AND purchase.status = 'completed' AND purchase.updated_at > finding.last_seen_at))`,
    { name: "findings-settled" },
  );
}
