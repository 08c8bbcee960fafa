import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/platform/json-object";
import { jsonLines } from "./json-lines";
import { unifiedDiff } from "./unified-diff";

async function diff(from: JsonObject, to: JsonObject): Promise<string> {
  const side = (label: string, value: JsonObject) => ({ label, lines: [...jsonLines(value)] });
  const pieces: string[] = [];
  for await (const piece of unifiedDiff(side("one", from), side("two", to))) pieces.push(piece);
  return pieces.join("");
}

/** What a reader of the diff makes of the first side: the second. Its hunks are applied at the lines that they name. */
function applied(patch: string, from: string[]): string[] {
  const result: string[] = [];
  let at = 0;
  for (const line of patch.split("\n").slice(2, -1)) {
    const [, start] = /^@@ -(\d+)/.exec(line) ?? [];
    if (start !== undefined) {
      while (at < Number(start) - 1) result.push(from[at++] ?? "missing");
    } else if (line.startsWith("+")) {
      result.push(line.slice(1));
    } else {
      if (line.slice(1) !== from[at]) return [`line ${at + 1} is not ${line}`];
      if (line.startsWith(" ")) result.push(from[at] ?? "missing");
      at++;
    }
  }
  return [...result, ...from.slice(at)];
}

describe("the lines of JSON", () => {
  it("are one for each value, and a text of several lines as these", () => {
    const value = { a: 1, prompt: "You are kind.\n\nAsk first.", list: [true, null, {}, []], b: { c: "x" } };
    expect([...jsonLines(value)]).toEqual([
      "{",
      '  "a": 1',
      '  "prompt": |',
      "    You are kind.",
      "    ",
      "    Ask first.",
      '  "list": [',
      "    true",
      "    null",
      "    {}",
      "    []",
      "  ]",
      '  "b": {',
      '    "c": "x"',
      "  }",
      "}",
    ]);
  });
});

describe("a unified diff", () => {
  it("shows what differs with three lines around it", async () => {
    const prompt = ["One.", "Two.", "Three.", "Four.", "Five.", "Six."];
    const changed = prompt.with(4, "5.");
    expect(await diff({ prompt: prompt.join("\n") }, { prompt: changed.join("\n") })).toBe(
      [
        "--- one",
        "+++ two",
        "@@ -4,6 +4,6 @@",
        "     Two.",
        "     Three.",
        "     Four.",
        "-    Five.",
        "+    5.",
        "     Six.",
        " }",
        "",
      ].join("\n"),
    );
  });

  it("has no hunks between equals", async () => {
    expect(await diff({ a: 1 }, { a: 1 })).toBe("--- one\n+++ two\n");
  });

  it.each([
    ["of the largest size that have nothing in common", (n: number) => `${n}a`, (n: number) => `${n}b`, 30_000],
    ["of which each line is new here and there", (n: number) => n, (n: number) => (n % 7 === 0 ? -n : n), 30_000],
    ["of which a few lines differ", (n: number) => n, (n: number) => (n % 10_000 === 0 ? -n : n), 30_000],
    ["of one value again and again", () => 1, () => 2, 100_000],
  ])("between two %s is true, and bounded in time", async (_, one, two, length) => {
    const listOf = (make: (n: number) => string | number) => ({ list: Array.from({ length }, (_, n) => make(n)) });
    const [from, to] = [listOf(one), listOf(two)];
    const startedAt = performance.now();
    const patch = await diff(from, to);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(applied(patch, [...jsonLines(from)])).toEqual([...jsonLines(to)]);
  });

  it("lets other work run meanwhile", async () => {
    const list = (sign: number) => ({ list: Array.from({ length: 30_000 }, (_, n) => sign * n) });
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await diff(list(1), list(-1));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });
});
