import { type Authorized, actAsSystem, type Pipeline, pipelineAsSystem, type Tx } from "@/lib/platform/db/db";
import { crashPoint } from "./crash-point";

/** `asSystem`, or `actAsSystem` for a request, with a crash point right before its commit and one right after: `<name>.commit.before`, `….after`. */
export async function commitAsSystem<T>(name: string, work: (tx: Tx) => Promise<T>, by: Authorized = {}): Promise<T> {
  const result = await actAsSystem(by, (tx) => upToCommit(name, work(tx)));
  crashPoint(`${name}.commit.after`);
  return result;
}

/** `pipelineAsSystem`, with the same crash points. */
export async function commitPipelineAsSystem<T>(
  name: string,
  work: (tx: Pipeline) => Promise<T | undefined>,
  options: Parameters<typeof pipelineAsSystem<T>>[1] = {},
): Promise<T | undefined> {
  const result = await pipelineAsSystem((tx) => upToCommit(name, work(tx)), options);
  crashPoint(`${name}.commit.after`);
  return result;
}

async function upToCommit<T>(name: string, work: Promise<T>): Promise<T> {
  const made = await work;
  crashPoint(`${name}.commit.before`);
  return made;
}
