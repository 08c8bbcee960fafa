import { DBOS } from "@dbos-inc/dbos-sdk";
import { processSingleton } from "@/lib/platform/process-singleton";

type Conclusion = { reached: Promise<unknown>; reach: (value: unknown) => void };

const conclusions = () => processSingleton("conclusions", () => new Map<string, Conclusion>());

/**
 * Said by a running workflow when all that it does is done: who waits in this process need not wait for the engine's own
 * notes, nor read again what it is told here.
 */
export function conclude(value: unknown): void {
  conclusions()
    .get(DBOS.workflowID ?? "")
    ?.reach(value);
}

/** The conclusion of a workflow that is started or joined here. */
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

/** Once the engine knows the end, nobody needs to be told. */
export function forgetConclusion(id: string): void {
  conclusions().delete(id);
}
