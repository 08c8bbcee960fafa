import { crashPoint } from "@/lib/platform/crash-point";
import { answeredWithin, waitForDatabase } from "@/lib/platform/db/database-budget";
import { conclude } from "./conclusions";
import { type Failure, registerWorkflow } from "./dbos-registry";
import { type Running, runningEngine } from "./engine";

/**
 * The durable port. A workflow is a function of plain data that survives its server: after a crash another server runs
 * it again from its last finished step. A step may run twice, so each must end the same when it does.
 */
export type Workflow<Input, Conclusion> = {
  name: string;
  /** Begins the workflow under this id; one that has begun is joined, never begun twice. */
  start(id: string, input: Input): Promise<Running<Conclusion>>;
};

/** The longest that the engine may take to write a workflow down. */
const START_MS = 9_000;

type Conclude<Conclusion> = (conclusion: Conclusion) => void;

export type WorkflowDefinition<Input, Conclusion> = {
  /** May conclude before it ends: when nothing is left but the engine's own notes. */
  run: (input: Input, conclude: Conclude<Conclusion>) => Promise<void>;
  /**
   * Called when a step has failed for good: writes down, where the owner of the work looks, that it needs attention and
   * what to do, and accounts for what the work holds (a slot, a place in a queue). Safe to run twice; the error itself is
   * for the operator's log. Every workflow has a case in `every-workflow.db.test.ts`.
   */
  stopped: (input: Input, failure: Failure, conclude: Conclude<Conclusion>) => Promise<void>;
};

/**
 * Names a workflow. Call it at the top of a module that `workflows.ts` lists, so that every server knows it before it
 * takes up another's work. The name is stored with work in progress: a name that is gone strands it.
 */
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
