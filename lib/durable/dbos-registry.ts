import { DBOS, Error as EngineErrors } from "@dbos-inc/dbos-sdk";
import { outsideBudget } from "@/lib/database-budget";
import { log } from "@/lib/log";
import { crashPoint } from "./crash-point";

type Run = (input: never) => Promise<void>;
type Entry = { current: Run; registered: Run };

const kept = globalThis as typeof globalThis & { trunklineWorkflows?: Map<string, Entry> };

/**
 * Registers once per process. Next evaluates a module once per bundle, and again on a hot reload: a later evaluation
 * only replaces the body, since the engine refuses registrations after its launch.
 */
export function registerWorkflow<Input>(
  name: string,
  run: (input: Input) => Promise<void>,
): (input: Input) => Promise<void> {
  kept.trunklineWorkflows ??= new Map();
  const known = kept.trunklineWorkflows.get(name);
  if (known) {
    known.current = run as Run;
    return known.registered as (input: Input) => Promise<void>;
  }
  const entry: Entry = { current: run as Run, registered: run as Run };
  const registered = DBOS.registerWorkflow(
    (input: Input) => outsideBudget(() => untilDone(name, (entry.current as (input: Input) => Promise<void>)(input))),
    {
      name,
      maxRecoveryAttempts: 1_000_000,
    },
  );
  entry.registered = registered as Run;
  kept.trunklineWorkflows.set(name, entry);
  return registered;
}

/**
 * What a workflow throws is not its end. The engine would note it as one, and never run the workflow again: a server that
 * goes while one is between two steps would strand a number that is paid for. It stays work in progress instead, for the
 * server that comes next. Only the engine's own word that it is another's by now goes through.
 */
async function untilDone(name: string, running: Promise<void>): Promise<void> {
  try {
    await running;
  } catch (error) {
    if (notOurs.some((Kind) => error instanceof Kind)) throw error;
    log()[DBOS.isInitialized() ? "error" : "info"](
      { error, workflow: name },
      "a workflow cannot go on in this process",
    );
    await new Promise<never>(() => {});
  }
}

const notOurs = [EngineErrors.DBOSWorkflowConflictError, EngineErrors.DBOSWorkflowCancelledError];

/**
 * Runs a step and remembers its result, which must be plain data. What it throws ends nothing: it runs again every half
 * second, so refusals are results and only passing trouble (a database that restarts) is thrown.
 */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  crashPoint(`step.${name}.before`);
  const result = await DBOS.runStep(run, {
    name,
    retriesAllowed: true,
    maxAttempts: 1_000_000,
    intervalSeconds: 0.5,
    backoffRate: 1,
  });
  crashPoint(`step.${name}.recorded`);
  return result;
}
