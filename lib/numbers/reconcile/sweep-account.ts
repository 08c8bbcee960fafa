import type { ManagedAccount } from "@/lib/generated/prisma/client";
import { closeAccountRefusal } from "@/lib/numbers/findings/account-refusals";
import { closeUnseenFindings } from "@/lib/numbers/findings/findings-store";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { isOfInstallation } from "@/lib/numbers/purchase/carrier-reference";
import { system } from "@/lib/platform/db/system";
import { noteAbsences } from "./absences-store";
import { deleteOrphanTrunks } from "./delete-orphan-trunks";
import { listBoughtNumbers } from "./directory";
import type { RequireLead } from "./leader";
import { findInListing, listEverything } from "./listing";
import { numbersToLose } from "./loss-ceiling";
import { markLostNumbers } from "./mark-lost-numbers";
import { noteCapabilities } from "./note-capabilities";
import { noteStoppedReleases } from "./note-stopped-releases";
import { quarantineNumbers } from "./quarantine-numbers";
import { rebindNumbers } from "./rebind-numbers";
import { restoreReappeared } from "./restore-reappeared";
import { listNeedingAttention, settlePurchases } from "./settle-purchases";
import { type Act, isSettled, type Sweep, type SweepTimes } from "./sweep";

/** Numbers at the carrier: all of them, and those without our tag. */
export type Counted = { owned: number; untagged: number };

/**
 * Makes one carrier call at a time, and may be aborted and restarted at any point. `acts` collects the actions even
 * when it throws: CarrierError when the account or a page does not answer, which concludes nothing, or LeadershipLost.
 */
export async function sweepAccount(
  account: ManagedAccount,
  times: SweepTimes,
  requireLead: RequireLead,
  acts: Act[],
): Promise<Counted> {
  const carrier = carrierOf(account).background;
  const startedAt = await begin(account.id);
  const listing = await listEverything(carrier, await readInstallationId());
  const report = (act: Act["act"], subject: string) => void acts.push({ act, subject });
  const sweep: Sweep = { ...times, account, carrier, listing, startedAt, requireLead, report };
  requireLead();

  const listed = await listBoughtNumbers(account.id);
  const rows = listed.filter(({ purchase }) => !purchase || isOfInstallation(purchase, listing.installationId));
  await noteCapabilities(sweep, rows);
  await rebindNumbers(sweep, rows);
  await deleteOrphanTrunks(sweep);
  await quarantineNumbers(sweep, listed);

  const needingAttention = await listNeedingAttention(account.id);
  const missing = rows.filter(
    (row) => row.status === "active" && isSettled(sweep, row.updatedAt) && !listing.numbers.has(row.phoneNumber),
  );
  const unbought = needingAttention.filter(
    (purchase) => isSettled(sweep, purchase.updatedAt) && !findInListing(listing, purchase.phoneNumber, purchase),
  );
  const subjects = [...missing, ...unbought].map(({ id }) => id);
  const absent = await noteAbsences(account.id, subjects, times.absentForMs);
  const { toLose, isHeld } = await numbersToLose(
    sweep,
    missing.filter(({ id }) => absent.has(id)),
    rows.filter(({ status }) => status === "active"),
  );
  await markLostNumbers(sweep, toLose);
  await restoreReappeared(sweep, rows);
  // A listing that misses too much does not prove that nothing was bought either.
  await settlePurchases(sweep, needingAttention, isHeld ? new Set() : absent);
  await noteStoppedReleases(sweep);

  await closeUnseenFindings(account.id, startedAt);
  await closeAccountRefusal(account.id, startedAt);
  await complete(account.id);
  return { owned: listing.numbers.size, untagged: listing.numbers.size - listing.tagged.length };
}

async function begin(managedAccountId: string): Promise<Date> {
  const [row] = await system().transaction(
    (tx) => tx.$queryRaw<{ started_at: Date }[]>`
      INSERT INTO sweep (managed_account_id, started_at) VALUES (${managedAccountId}::uuid, clock_timestamp())
      ON CONFLICT (managed_account_id) DO UPDATE SET started_at = EXCLUDED.started_at
      RETURNING started_at`,
    { name: "sweep-begun" },
  );
  if (!row) throw new Error("The sweep was not written down.");
  return row.started_at;
}

async function complete(managedAccountId: string): Promise<void> {
  await system().transaction(
    (tx) => tx.$executeRaw`
      UPDATE sweep SET completed_at = clock_timestamp() WHERE managed_account_id = ${managedAccountId}::uuid`,
    { name: "sweep-completed" },
  );
}
