import { DBOS } from "@dbos-inc/dbos-sdk";
import { processSingleton } from "@/lib/platform/process-singleton";

type Conclusion = { reached: Promise<unknown>; reach: (value: unknown) => void };

const conclusions = () => processSingleton("conclusions", () => new Map<string, Conclusion>());

/** Publishes a workflow's result within this process, so that waiters need not wait for the engine to record it. */
export function conclude(value: unknown): void {
  conclusions()
    .get(DBOS.workflowID ?? "")
    ?.reach(value);
}

export function conclusionOf(id: string): Promise<unknown> {
  const known = conclusions().get(id);
  if (known) return known.reached;
  let reach: Conclusion["reach"] = () => {};
  const reached = new Promise<unknown>((resolve) => {
    reach = resolve;
  });
  conclusions().set(id, { reached, reach });
  return reached;
}

export function forgetConclusion(id: string): void {
  conclusions().delete(id);
}
