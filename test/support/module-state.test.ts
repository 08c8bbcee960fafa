import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/* Next.js evaluates a module once per bundle: what one of them writes at run time, the others never see. */

/** Made once from constants or the environment: every bundle makes the same. The reader of CSV files is a thread of its own. */
const derived = [
  "app/openapi.json/document.ts: built",
  "app/openapi.json/route.ts: prepared",
  "lib/agents/config-schema.ts: loaded",
  "lib/identity/credentials/password-rules.ts: commonPasswords",
  "lib/identity/credentials/passwords.ts: decoy",
  "lib/platform/crypto/encryption.ts: ring",
  "lib/platform/env.ts: parsed",
  "lib/numbers/import/read-worker.ts: lines",
  "lib/numbers/import/read-worker.ts: waiting",
  "lib/numbers/import/read-worker.ts: wake",
  "lib/platform/log.ts: logger",
];

const home = "lib/platform/process-singleton.ts";
const containers: ReadonlySet<string> = new Set(["Map", "Set", "WeakMap", "WeakSet", "AsyncLocalStorage", "LRUCache"]);

function serverFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "lib", "app", "*.ts"], {
    encoding: "utf8",
  });
  return listed
    .split("\n")
    .filter((file) => /^(?:(?:lib|app)\/|instrumentation|proxy\.)/.test(file) && /\.tsx?$/.test(file))
    .filter(
      (file) => existsSync(file) && !/\.test\.tsx?$|^lib\/(?:testing|generated|carriers\/simulator)\//.test(file),
    );
}

/** The variables of a module that can be written at run time. */
function stateOf(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const variables = source.statements.filter(ts.isVariableStatement).map(({ declarationList }) => declarationList);
  const written = variables.flatMap((list) =>
    list.declarations.filter(
      (declaration) => !(list.flags & ts.NodeFlags.Const) || isContainer(declaration.initializer, declaration.type),
    ),
  );
  const names = written.map(({ name }) => name.getText(source));
  return text.includes("globalThis") && file !== home ? [...names, "globalThis"] : names;
}

function isContainer(value: ts.Expression | undefined, type: ts.TypeNode | undefined): boolean {
  if (type?.getText().startsWith("Readonly") || type?.getText().startsWith("readonly")) return false;
  if (!value) return false;
  if (ts.isNewExpression(value)) return containers.has(value.expression.getText());
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  return ts.isObjectLiteralExpression(value) && value.properties.length === 0;
}

describe("what a module of the server keeps", () => {
  it("is never written at run time: such state is a processSingleton or in the database", () => {
    const found = serverFiles().flatMap((file) =>
      stateOf(file, readFileSync(file, "utf8")).map((name) => `${file}: ${name}`),
    );
    expect(found.sort()).toEqual(derived.toSorted());
  });

  it("is one per name", () => {
    const names = serverFiles().flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/processSingleton(?:<[^(]*>)?\(\s*"([^"]+)"/g)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(15);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each([
    "let last = 0;",
    "const kept = new Map<string, number>();",
    "export const kept: Set<string> = new Set();",
    "const list: string[] = [];",
    "const kept = globalThis as typeof globalThis & { mine?: number };",
  ])("is found in: %s", (text) => {
    expect(stateOf("lib/example.ts", text)).toHaveLength(1);
  });

  it.each(['const words: ReadonlySet<string> = new Set(["a"]);', "const limit = 5;", 'const words = ["a"];'])(
    "is not found in: %s",
    (text) => {
      expect(stateOf("lib/example.ts", text)).toEqual([]);
    },
  );
});
