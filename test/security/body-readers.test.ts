import ts from "typescript";
import { expect, it } from "vitest";
import { root } from "@/scripts/processes.mjs";

const readers = new Set(["json", "text", "formData", "arrayBuffer", "blob", "bytes", "body", "clone"]);
const allowed = /\/lib\/http\/read-body\.ts$/;
const serves = /\/(app|lib)\/|\/proxy\.ts$/;
const isOurs = (file: string) =>
  serves.test(file) && !/\/node_modules\/|\/lib\/(generated|testing|carriers)\/|\.test\.tsx?$/.test(file);

it("no body of a request is read but by lib/http/read-body.ts, which bounds its size and time", () => {
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(fileNames.filter(isOurs), options);
  const checker = program.getTypeChecker();
  const found: string[] = [];
  let read = 0;
  for (const source of program.getSourceFiles().filter(({ fileName }) => isOurs(fileName))) {
    const look = (node: ts.Node): void => {
      ts.forEachChild(node, look);
      if (!ts.isPropertyAccessExpression(node) || !readers.has(node.name.text)) return;
      const type = checker.typeToString(checker.getTypeAtLocation(node.expression));
      if (!/^(Next)?Request$/.test(type)) return;
      if (allowed.test(source.fileName)) read++;
      else found.push(`${source.fileName.slice(root.length + 1)}: ${node.getText()}`);
    };
    look(source);
  }
  expect(found).toEqual([]);
  // Else nothing would have been looked at.
  expect(read).toBeGreaterThan(0);
}, 120_000);
