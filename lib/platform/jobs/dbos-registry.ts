import { DBOS } from "@dbos-inc/dbos-sdk";
import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";
import { crashPoint } from "@/lib/platform/crash-point";
import { outsideBudget } from "@/lib/platform/db/database-budget";
import { log } from "@/lib/platform/log";
import { processSingleton } from "@/lib/platform/process-singleton";
import { attemptWithinLimits, hasStopped, isEnginesWord, never } from "./attempt-within-limits";

/** Why a workflow cannot go on: what its last attempt threw, which is for the operator's log alone. */
export type Failure = { error: unknown; workflowId: string };

export type WorkflowBody<Input> = {
  run: (input: Input) => Promise<void>;
  /** Writes down that the work was stopped, where its owner looks. Runs as a step; may run twice. */
  stopped: (input: Input, failure: Failure) => Promise<void>;
};

type Entry = { current: WorkflowBody<never>; registered: (input: never) => Promise<void> };

const workflows = () => processSingleton("workflows", () => new Map<string, Entry>());

/** The names of all workflows that this process knows. */
export const registeredWorkflows = (): string[] => [...workflows().keys()];

/**
 * Registers once per process. Next evaluates a module once per bundle, and again on a hot reload: a later evaluation
 * only replaces the body, since the engine refuses registrations after its launch.
 */
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

/**
 * A workflow that throws is stopped where its owner looks, and ends. On a server that is going it does not end: the
 * engine would record that as its end and never run it again, so it stays work in progress for the next server.
 */
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

/** A stop that cannot be written down either is thrown: the engine records it, and the sweeps look for what it left. */
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

/**
 * Runs a step and remembers its result, which must be plain data. What it throws is tried again within the limits of
 * `retry-limits.ts`; then the workflow is stopped.
 */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  crashPoint(`step.${name}.before`);
  const result = await DBOS.runStep(() => attemptWithinLimits(name, run), { name });
  crashPoint(`step.${name}.recorded`);
  return result;
}
