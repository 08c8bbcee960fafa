import { asSystem } from "@/lib/db";
import { openFinding } from "./findings-store";
import type { Sweep } from "./sweep";

/** Numbers that were to be given back and were not: out of service, and paid for, until somebody has looked. */
export async function noteStoppedReleases(sweep: Sweep): Promise<void> {
  const managedAccountId = sweep.account.id;
  const where = { managedAccountId, status: "releasing", releaseProblem: { not: null } } as const;
  const rows = await asSystem((tx) => tx.phoneNumber.findMany({ where, orderBy: { releaseAt: "asc" } }));
  for (const { id, organizationId, phoneNumber, releaseProblem } of rows) {
    const details = { phone_number_id: id, ...(releaseProblem && { release_problem: releaseProblem }) };
    const isNew = await openFinding({
      kind: "stopped_release",
      organizationId,
      managedAccountId,
      phoneNumber,
      details,
    });
    if (isNew) sweep.report("release_stopped", phoneNumber);
  }
}
