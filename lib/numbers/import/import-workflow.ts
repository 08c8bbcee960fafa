import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseOutage } from "@/lib/platform/db/database-errors";
import { defineWorkflow, step } from "@/lib/platform/jobs/durable";
import { log } from "@/lib/platform/log";
import { processSingleton } from "@/lib/platform/process-singleton";
import { createSemaphore } from "@/lib/platform/semaphore";
import { finishImport } from "./import-store";
import { runImport } from "./run-import";

export const MAX_RUNNING_HERE = 2;
const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 250;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function importsRunningHere(): Set<string> {
  return runningHere().ids;
}

function runningHere() {
  const never = () => new Error("An import waited for a month.");
  const slots = () => createSemaphore(MAX_RUNNING_HERE, LONGEST_TIMER_MS, never);
  return processSingleton("imports", () => ({ ids: new Set<string>(), slots: slots() }));
}

/** A single step: the import's row stores its progress, so a server that claims it resumes from there. */
export const importWorkflow = defineWorkflow("import-phone-numbers", {
  async run({ importId }: { importId: string }) {
    const { ids, slots } = runningHere();
    ids.add(importId);
    try {
      // A server that claims the work of several others must not read all their files at once.
      await slots(() => step("import", () => runToItsEnd(importId)));
    } finally {
      ids.delete(importId);
    }
  },
  async stopped({ importId }) {
    await finishImport(importId, { failure: ourFault });
  },
});

/**
 * Retries an internal error a few times, then fails the import. While the database is unavailable the failure cannot be
 * stored, so the engine repeats the step.
 */
export async function runToItsEnd(importId: string, run = runImport): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(importId);
    } catch (error) {
      if (isDatabaseOutage(error)) throw error;
      log().error({ error, import: importId, attempt }, "an import stopped");
      if (attempt === MAX_ATTEMPTS) return finishImport(importId, { failure: ourFault });
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

const ourFault = {
  code: "internal_error",
  detail:
    "The import stopped because something failed on our side. Upload the file again: numbers already imported are skipped. If it happens again, tell your administrator.",
} as const;

export const importWorkflowId = (importId: string) => `import:${importId}`;
