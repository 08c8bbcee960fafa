import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "@/scripts/processes.mjs";
import { guards } from "./guards-list";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const times = (text: string, part: string) => text.split(part).length - 1;

describe.each(guards)("the guard $guard", ({ patches = [], sql, file, test }) => {
  it("is where it can be taken away, once", () => {
    expect(patches.length > 0 || sql !== undefined).toBe(true);
    expect(patches.map((patch) => times(read(patch.file), patch.from))).toEqual(patches.map(() => 1));
  });

  it("has a test that must notice", () => {
    expect(times(read(file), test)).toBe(1);
  });
});
