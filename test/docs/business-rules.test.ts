import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "@/scripts/processes.mjs";
import { read } from "./documents";

const sections = read("docs/business-rules.md").split(/^### /m).slice(1);
const rules = sections.map((section) => {
  const [, id = "", title = ""] = /^([A-Z]+-\d{3}) (.+)$/m.exec(section) ?? [];
  const [, file = "", test = ""] = /^- Test: `([^`]+)`: "(.+)"$/m.exec(section) ?? [];
  return { id, title, file, test, section };
});

describe("the business rules", () => {
  it("have unique ids and titles", () => {
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter(({ id, title }) => id === "" || title === "")).toEqual([]);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it.each(rules)("$id says why it holds and what breaks without it", ({ section }) => {
    expect(section).toMatch(/^- Why: .+\.$/m);
    expect(section).toMatch(/^- Without it: .+\.$/m);
  });

  it.each(rules)("$id names a test that exists", ({ file, test }) => {
    expect(file).toMatch(/\.test\.tsx?$/);
    expect(existsSync(path.join(root, file)), file).toBe(true);
    expect(test).not.toBe("");
    expect(read(file)).toContain(test);
  });
});
