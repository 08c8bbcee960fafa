import { type StructuredPatch, structuredPatch } from "diff";

type Side = { label: string; lines: string[] };

/** Past either limit, one side replaces the other completely: still correct, only longer. */
const LIMITS = { maxEditLength: 2_000, timeout: 1_000 };

/**
 * Streams a unified diff: a label per side, then hunks with three lines of context. Yields to other work while
 * comparing, for at most one second.
 */
export async function* unifiedDiff(from: Side, to: Side): AsyncGenerator<string> {
  yield `--- ${from.label}\n+++ ${to.label}\n`;
  const patch = await compare(textOf(from), textOf(to));
  for (const hunk of patch?.hunks ?? [replacement(from.lines, to.lines)]) {
    const { oldStart, oldLines, newStart, newLines, lines } = hunk;
    yield `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@\n`;
    for (const line of lines) yield `${line}\n`;
  }
}

const textOf = ({ lines }: Side) => lines.map((line) => `${line}\n`).join("");

function compare(from: string, to: string): Promise<StructuredPatch | undefined> {
  return new Promise((callback) => {
    structuredPatch("", "", from, to, undefined, undefined, { ...LIMITS, context: 3, callback });
  });
}

function replacement(from: string[], to: string[]): StructuredPatch["hunks"][number] {
  const lines = [...from.map((line) => `-${line}`), ...to.map((line) => `+${line}`)];
  return { oldStart: 1, oldLines: from.length, newStart: 1, newLines: to.length, lines };
}
