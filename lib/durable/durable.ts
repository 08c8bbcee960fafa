import { answeredWithin, waitForDatabase } from "@/lib/database-budget";
import { conclude } from "./conclusions";
import { crashPoint } from "./crash-point";
import { registerWorkflow } from "./dbos-registry";
import { runningEngine } from "./engine";

/**
 * The durable port. A workflow is a function of plain data that survives its server: after a crash another server runs
 * it again from its last finished step. A step may run twice, so each must end the same when it does.
 */
export type Workflow<Input, Conclusion> = {
  name: string;
  /** Begins the workflow under this id; one that has begun is joined, never begun twice. */
  start(id: string, input: Input): Promise<Running<Conclusion>>;
};

export type Running<Conclusion = unknown> = {
  /** Waits until it has concluded or ended, at most this long. True when it has. */
  ended(budgetMs: number): Promise<boolean>;
  /** What it concluded with, if that was in this process and after `start`. */
  conclusion(): Conclusion | undefined;
};

/** The longest that the engine may take to write a workflow down. */
const START_MS = 9_000;

/**
 * Names a workflow. Call it at the top of a module that `workflows.ts` lists, so that every server knows it before it
 * takes up another's work. The name is stored with work in progress: a name that is gone strands it. `run` may conclude before
 * it ends: when nothing is left but the engine's own notes.
 */
export function defineWorkflow<Input, Conclusion = never>(
  name: string,
  run: (input: Input, conclude: (conclusion: Conclusion) => void) => Promise<void>,
): Workflow<Input, Conclusion> {
  const registered = registerWorkflow(name, (input: Input) => run(input, conclude));
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

export { step } from "./dbos-registry";
