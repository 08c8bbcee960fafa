import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import { root } from "@/scripts/processes.mjs";

const files = ["app", "components"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => path.join(folder, name)),
);

/** Where a file cuts text that does not fit, and does not look at the direction in which it is written. */
function cutWithoutDirection(file: string): string[] {
  const text = readFileSync(path.join(root, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
      const attributes = node.attributes.properties.filter(ts.isJsxAttribute);
      const textOf = (name: string) => attributes.find((each) => each.name.getText() === name)?.initializer?.getText();
      const isCut = /\btruncate\b/.test(textOf("className") ?? "");
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      if (isCut && textOf("dir") === undefined) found.push(`${file}:${line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

// Without `dir="auto"` a name that is written from right to left loses its beginning.
it("text is cut at its end, in whichever direction it is written", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(cutWithoutDirection)).toEqual([]);
});
