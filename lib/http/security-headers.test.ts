import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { TOASTER_STYLES } from "./security-headers";

describe("the policy of pages", () => {
  it("knows the toaster's styles as this version of it inserts them", () => {
    const module = readFileSync(fileURLToPath(import.meta.resolve("sonner")), "utf8");
    const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(module)?.[1] ?? expect.unreachable("sonner has changed");
    const sourceOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(TOASTER_STYLES).toBe(["", JSON.parse(literal)].map(sourceOf).join(" "));
  });
});
