import { crashPoint } from "@/lib/platform/crash-point";
import { answeredWithin, waitForDatabase } from "@/lib/platform/db/database-budget";
import { conclude } from "./conclusions";
import { type Failure, registerWorkflow } from "./dbos-registry";
import { type Running, runningEngine } from "./engine";

/** A function of plain data that survives a crash. A step may run twice, so it must be idempotent. */
export type Workflow<Input, Conclusion> = {
  name: string;
  /** Starts the workflow with this id, or joins it if it has already started. */
  start(id: string, input: Input): Promise<Running<Conclusion>>;
};

const START_MS = 9_000;

type Conclude<Conclusion> = (conclusion: Conclusion) => void;

export type WorkflowDefinition<Input, Conclusion> = {
  /** May call `conclude` before it returns, when only the engine's own bookkeeping is left. */
  run: (input: Input, conclude: Conclude<Conclusion>) => Promise<void>;
  /**
   * Called when a step has failed for good. Records what needs attention and what to do, and frees what the work holds
   * (a slot, a place in a queue). Must be safe to run twice; the error is only for the operator's log.
   */
  stopped: (input: Input, failure: Failure, conclude: Conclude<Conclusion>) => Promise<void>;
};

/** Call it at the top level of a module that `workflows.ts` lists. Removing a name strands its work in progress. */
export function defineWorkflow<Input, Conclusion = never>(
  name: string,
  { run, stopped }: WorkflowDefinition<Input, Conclusion>,
): Workflow<Input, Conclusion> {
  const registered = registerWorkflow<Input>(name, {
    run: (input) => run(input, conclude),
    stopped: (input, failure) => stopped(input, failure, conclude),
  });
  return {
    name,
    async start(id, input) {
      const engine = await runningEngine();
      crashPoint(`${name}.start.before`);
      const running = await waitForDatabase(START_MS, (ms) =>
        answeredWithin(ms, engine.start<Input, Conclusion>(registered, id, input)),
      );
      crashPoint(`${name}.start.after`);
      return running;
    },
  };
}

export type { Failure } from "./dbos-registry";
export { step } from "./dbos-registry";
