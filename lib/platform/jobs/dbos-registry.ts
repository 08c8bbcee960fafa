import { DBOS } from "@dbos-inc/dbos-sdk";
import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";
import { crashPoint } from "@/lib/platform/crash-point";
import { outsideBudget } from "@/lib/platform/db/database-budget";
import { log } from "@/lib/platform/log";
import { processSingleton } from "@/lib/platform/process-singleton";
import { attemptWithinLimits, hasStopped, isEnginesWord, never } from "./attempt-within-limits";

export type Failure = { error: unknown; workflowId: string };

export type WorkflowBody<Input> = {
  run: (input: Input) => Promise<void>;
  /** Records that the work stopped, where its owner looks. Runs as a step, possibly twice. */
  stopped: (input: Input, failure: Failure) => Promise<void>;
};

type Entry = { current: WorkflowBody<never>; registered: (input: never) => Promise<void> };

const workflows = () => processSingleton("workflows", () => new Map<string, Entry>());

export const registeredWorkflows = (): string[] => [...workflows().keys()];

/** Next re-evaluates modules, but the engine rejects registrations after its launch: only the body is replaced. */
export function registerWorkflow<Input>(name: string, body: WorkflowBody<Input>): (input: Input) => Promise<void> {
  const known = workflows().get(name);
  if (known) {
    known.current = body;
    return known.registered as (input: Input) => Promise<void>;
  }
  const entry: Entry = { current: body, registered: body.run };
  const registered = DBOS.registerWorkflow(
    (input: Input) => outsideBudget(() => runOrStop(name, entry.current as WorkflowBody<Input>, input)),
    {
      name,
      maxRecoveryAttempts: 1_000_000,
    },
  );
  entry.registered = registered;
  workflows().set(name, entry);
  return registered;
}

/** During shutdown a failed workflow must not end, or the engine would record it as finished and never resume it. */
async function runOrStop<Input>(name: string, body: WorkflowBody<Input>, input: Input): Promise<void> {
  const engine = DBOSExecutor.globalInstance;
  const workflowId = DBOS.workflowID ?? "";
  try {
    await body.run(input);
  } catch (error) {
    if (isEnginesWord(error)) throw error;
    if (hasStopped(engine)) return leaveToNextServer(name, error);
    log().error({ error, workflow: workflowId }, "a workflow was stopped");
    await stop(name, () => body.stopped(input, { error, workflowId }));
  }
}

/** When recording the stop fails too, the engine records the error, and the sweeps find the remaining work. */
async function stop(name: string, stopped: () => Promise<void>): Promise<void> {
  const engine = DBOSExecutor.globalInstance;
  try {
    await step("stopped", stopped);
  } catch (error) {
    if (!isEnginesWord(error) && hasStopped(engine)) return leaveToNextServer(name, error);
    throw error;
  }
}

function leaveToNextServer(name: string, error: unknown): Promise<never> {
  log().info({ error, workflow: name }, "a workflow is left to the next server");
  return never();
}

/** Runs a step and records its result, which must be plain data. Retries errors as `retry-limits.ts` says. */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  crashPoint(`step.${name}.before`);
  const result = await DBOS.runStep(() => attemptWithinLimits(name, run), { name });
  crashPoint(`step.${name}.recorded`);
  return result;
}
