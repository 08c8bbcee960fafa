import { asSystem, type Tx } from "@/lib/db";
import { crashPoint } from "./crash-point";

/** `asSystem`, with a crash point right before its commit and one right after: `<name>.commit.before`, `….after`. */
export async function commitAsSystem<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await asSystem(async (tx) => {
    const made = await work(tx);
    crashPoint(`${name}.commit.before`);
    return made;
  });
  crashPoint(`${name}.commit.after`);
  return result;
}
