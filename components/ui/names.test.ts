import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";

/** Reads out loud, where nothing is cut, or names of our own. */
const isExempt = (attributes: string) => attributes.includes("sr-only");

/** The elements that show a name as text, each as it is written. */
function elementsWithNames(file: string): ts.JsxOpeningElement[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: ts.JsxOpeningElement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxElement(node) && node.children.some(showsName)) found.push(node.openingElement);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `{agent.name}`, `{trunk?.name ?? kind}`. */
const showsName = (child: ts.JsxChild) =>
  ts.isJsxExpression(child) && /^\w+\??\.(?:name|description)(?: \?\? .+)?$/.test(child.expression?.getText() ?? "");

it("a name that people give is written in its own direction, so that its end is cut and not its beginning", () => {
  const files = execFileSync("git", ["ls-files", "components/*.tsx"], { encoding: "utf8" }).split("\n").filter(Boolean);
  const ours = files.filter((file) => !file.startsWith("components/docs/"));
  const elements = ours.flatMap((file) =>
    elementsWithNames(file).map((element) => ({ file, text: element.getText() })),
  );
  expect(elements.length).toBeGreaterThan(8);
  const wrong = elements.filter(({ text }) => !text.includes('dir="auto"') && !isExempt(text));
  expect(wrong).toEqual([]);
});
