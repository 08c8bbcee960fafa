import { runPeriodically } from "@/lib/platform/jobs/run-periodically";
import { log } from "@/lib/platform/log";
import { startDueReleases } from "./release-workflow";
import { lostReleases, reopenDueReleases, stopRelease } from "./stopped-releases";

const EVERY_MS = 5_000;

export function startReleaseJob(): void {
  runPeriodically("starting releases", EVERY_MS, resumeReleases);
}

/** Also reopens releases that stopped an hour ago, and marks those without a workflow needs_attention. */
export async function resumeReleases(): Promise<void> {
  const error = new Error("The release has no workflow any more.");
  for (const release of await lostReleases()) {
    await stopRelease(release, { error, workflowId: "" }).catch((cause) =>
      log().error({ error: cause, phone_number_id: release.phoneNumberId }, "a lost release cannot be stopped"),
    );
  }
  await reopenDueReleases();
  await startDueReleases();
}
