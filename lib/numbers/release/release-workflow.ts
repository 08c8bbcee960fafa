import { requireIdentity } from "@/lib/numbers/managed-accounts/identity-store";
import { defineWorkflow, step } from "@/lib/platform/jobs/durable";
import { beginRelease, dueReleases, type Release } from "./release-store";
import { giveBackUntilCertain } from "./steps/give-back";
import { recordRelease } from "./steps/record-release";
import { stopRelease } from "./stopped-releases";

/**
 * From the end of the undo window to a number that is gone at the carrier and here, or one that needs attention. The
 * window itself is the row's `release_at`: nothing sleeps through it, so nothing has to be woken, drained or recovered,
 * and only the database's clock says that it is over.
 */
export const releaseWorkflow = defineWorkflow("release", {
  async run(release: Release) {
    if (!(await step("begin", () => beginRelease(release)))) return;
    const end = await step("give-back", () => giveBackUntilCertain(release));
    await step("record-release", () => recordRelease(release, releaseWorkflowId(release), end));
  },
  stopped: stopRelease,
});

/** One workflow per release: a number that is restored and released again gets a new one. */
export function releaseWorkflowId({ phoneNumberId, releaseAt }: Release): string {
  return `release:${phoneNumberId}:${new Date(releaseAt).getTime()}`;
}

/**
 * Starts every release whose window is over, or just this number's. One that has started is joined. Throws
 * `IdentityUnclear`.
 */
export async function startDueReleases(phoneNumberId?: string): Promise<void> {
  await requireIdentity();
  for (const release of await dueReleases(phoneNumberId)) {
    await releaseWorkflow.start(releaseWorkflowId(release), release);
  }
}
