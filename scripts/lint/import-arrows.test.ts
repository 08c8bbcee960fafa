import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, expect, it } from "vitest";
import config, { rooms } from "@/.dependency-cruiser.mjs";

/* The rules themselves, on a tree made for them: a forbidden import is refused, an allowed one is not. */

const below: Record<string, string[]> = rooms;
const names = Object.keys(below);
const pairs = names.flatMap((from) => names.filter((to) => to !== from).map((to) => ({ from, to })));

/** Each imports the others by its path. */
const files: Record<string, string[]> = {
  ...Object.fromEntries(pairs.map(({ from, to }) => [`lib/${from}/to-${to}.ts`, [`lib/${to}/leaf.ts`]])),
  ...Object.fromEntries(names.map((name) => [`lib/${name}/leaf.ts`, []])),
  "lib/platform/tested.ts": ["test/support/double.ts"],
  "test/support/double.ts": ["lib/platform/leaf.ts"],
  "components/agents/reads-schemas.ts": ["lib/agents/schemas.ts"],
  "components/agents/reads-verb.ts": ["lib/agents/leaf.ts"],
  "lib/agents/schemas.ts": [],
  "components/ui/button.ts": ["components/agents/reads-schemas.ts"],
  "lib/platform/db/system.ts": [],
  "lib/trunks/sees-everything.ts": ["lib/platform/db/system.ts"],
  "lib/numbers/reconcile/sees-everything.ts": ["lib/platform/db/system.ts"],
  "lib/platform/egg.ts": ["lib/platform/hen.ts"],
  "lib/platform/hen.ts": ["lib/platform/egg.ts"],
  "lib/numbers/here/a.ts": ["lib/numbers/there/a.ts"],
  "lib/numbers/there/a.ts": [],
  "lib/numbers/there/b.ts": ["lib/numbers/here/b.ts"],
  "lib/numbers/here/b.ts": [],
};

let folder: string;
let found: { rule: string; from: string }[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "trunkline-arrows-"));
  for (const [file, imports] of Object.entries(files)) {
    const lines = imports.map((target) => `import "./${path.posix.relative(path.posix.dirname(file), target)}";\n`);
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `${lines.join("")}export {};\n`);
  }
  const { tsConfig: _, ...options } = config.options;
  const ruleSet = { forbidden: config.forbidden };
  const settings = { ...options, baseDir: folder, validate: true, ruleSet } as ICruiseOptions;
  const { output } = await cruise(["components", "lib"], settings);
  found = (output as ICruiseResult).summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const brokenBy = (from: string) => found.filter((violation) => violation.from === from).map(({ rule }) => rule);

it.each(pairs)("lib/$from may import lib/$to only when it stands above it", ({ from, to }) => {
  const expected = below[from]?.includes(to) ? [] : [`${from}-imports-what-is-below`];
  expect(brokenBy(`lib/${from}/to-${to}.ts`)).toEqual(expected);
});

it.each([
  ["lib/platform/tested.ts", "nothing-imports-tests"],
  ["components/agents/reads-verb.ts", "components-know-the-wire"],
  ["lib/trunks/sees-everything.ts", "system-is-for-few"],
  ["components/ui/button.ts", "primitives-know-nothing"],
  ["lib/platform/egg.ts", "no-circle"],
  ["lib/numbers/here", "no-folder-circle"],
])("%s breaks %s", (from, rule) => expect(brokenBy(from)).toContain(rule));

it.each(["components/agents/reads-schemas.ts", "lib/numbers/reconcile/sees-everything.ts"])("%s is fine", (from) =>
  expect(brokenBy(from)).toEqual([]),
);
