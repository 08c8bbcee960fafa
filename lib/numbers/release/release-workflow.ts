import { requireIdentity } from "@/lib/numbers/managed-accounts/identity-store";
import { defineWorkflow, step } from "@/lib/platform/jobs/durable";
import { beginRelease, dueReleases, type Release } from "./release-store";
import { giveBackUntilCertain } from "./steps/give-back";
import { recordRelease } from "./steps/record-release";
import { stopRelease } from "./stopped-releases";

/** The window is the row's `release_at`, so no workflow sleeps through it and only the database clock ends it. */
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

/** Joins releases that already run. Throws `IdentityUnclear`. */
export async function startDueReleases(phoneNumberId?: string): Promise<void> {
  await requireIdentity();
  for (const release of await dueReleases(phoneNumberId)) {
    await releaseWorkflow.start(releaseWorkflowId(release), release);
  }
}
