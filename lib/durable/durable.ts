import { crashPoint } from "./crash-point";
import { registerWorkflow } from "./dbos-registry";
import { runningEngine } from "./engine";

/**
 * The durable port. A workflow is a function of plain data that survives its server: after a crash another server runs
 * it again from its last finished step. A step may run twice, so each must end the same when it does.
 */
export type Workflow<Input> = {
  name: string;
  /** Begins the workflow under this id; one that has begun is joined, never begun twice. */
  start(id: string, input: Input): Promise<Running>;
};

export type Running = {
  /** Waits until it has concluded or ended, at most this long. True when it has. */
  ended(budgetMs: number): Promise<boolean>;
};

/**
 * Names a workflow. Call it at the top of a module that `workflows.ts` lists, so that every server knows it before it
 * takes up another's work. The name is stored with work in progress: a name that is gone strands it.
 */
export function defineWorkflow<Input>(name: string, run: (input: Input) => Promise<void>): Workflow<Input> {
  const registered = registerWorkflow(name, run);
  return {
    name,
    async start(id, input) {
      const engine = await runningEngine();
      crashPoint(`${name}.start.before`);
      const running = await engine.start(registered, id, input);
      crashPoint(`${name}.start.after`);
      return running;
    },
  };
}

export { conclude } from "./conclusions";
export { step } from "./dbos-registry";
