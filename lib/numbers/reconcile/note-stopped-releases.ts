import { listStopped } from "@/lib/numbers/release/stopped-releases";
import { system } from "@/lib/platform/db/system";
import type { Sweep } from "./sweep";

/** Lists stopped releases: their numbers are out of service but billed until someone acts. */
export async function noteStoppedReleases(sweep: Sweep): Promise<void> {
  const managedAccountId = sweep.account.id;
  const where = { managedAccountId, status: "releasing", releaseProblem: { not: null } } as const;
  const rows = await system().transaction((tx) => tx.phoneNumber.findMany({ where, orderBy: { releaseAt: "asc" } }));
  for (const row of rows) if (await listStopped(row)) sweep.report("release_stopped", row.phoneNumber);
}
