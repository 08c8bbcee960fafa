import { asSystem, type Pipeline, pipelineAsSystem, type Tx } from "@/lib/db";
import type { PipelineOptions } from "@/lib/fenced-pool";
import { crashPoint } from "./crash-point";

/** `asSystem`, with a crash point right before its commit and one right after: `<name>.commit.before`, `….after`. */
export async function commitAsSystem<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await asSystem((tx) => upToCommit(name, work(tx)));
  crashPoint(`${name}.commit.after`);
  return result;
}

/** `pipelineAsSystem`, with the same crash points. */
export async function commitPipelineAsSystem<T>(
  name: string,
  work: (tx: Pipeline) => Promise<T | undefined>,
  options: Partial<PipelineOptions<T>> = {},
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
