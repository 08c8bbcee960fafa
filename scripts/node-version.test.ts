import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { newestMajor, releases } from "./node-binary.mjs";
import { endOfLife, supported } from "./node-version.mjs";
import { root } from "./processes.mjs";

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const supportedMajors = Object.keys(supported);
const endOfLifeMajors = Object.keys(endOfLife);
const oldestOf = (versions: Record<string, number>) =>
  Object.entries(versions).map(([major, minor]) => ({ major, minor }));

/** Runs the check as the given version would. */
function start(version: string) {
  const program = `Object.defineProperty(process.versions, "node", { value: "${version}" }); await import("./scripts/node-version.mjs");`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", program], { cwd: root, encoding: "utf8" });
}

describe("the versions of Node.js", () => {
  it("are tested, each of them and no other", () => {
    expect(Object.keys(releases)).toEqual([...endOfLifeMajors, ...supportedMajors]);
    for (const [major, { version }] of Object.entries<{ version: string }>(releases)) {
      expect(version.startsWith(`${major}.`)).toBe(true);
    }
  });

  it("are those of package.json's engines", () => {
    const ranges = oldestOf({ ...endOfLife, ...supported }).map(({ major, minor }) =>
      major === newestMajor ? `>=${major}` : `^${major}${minor > 0 ? `.${minor}` : ""}`,
    );
    expect(JSON.parse(read("package.json")).engines.node).toBe(ranges.join(" || "));
  });

  it("have the newest in .nvmrc", () => expect(read(".nvmrc").trim()).toBe(newestMajor));

  it("are named in README", () => {
    const named = oldestOf(supported).map(({ major, minor }) => `${major}${minor > 0 ? `.${minor}` : ""}`);
    const last = named.at(-1);
    expect(read("README.md")).toContain(
      `Any Linux machine with Node.js ${named.slice(0, -1).join(", ")} or ${last} and npm; nothing else is needed or downloaded.`,
    );
    for (const [major, minor] of Object.entries(endOfLife))
      expect(read("README.md")).toContain(`Node.js ${major}.${minor}`);
  });

  it.each(["22.12.0", "24.0.0", "26.12.1", "27.1.0"])("%s starts without a word", (version) =>
    expect(start(version)).toMatchObject({ status: 0, stdout: "", stderr: "" }),
  );

  it("20.19.0 starts, and says that it gets no security releases", () => {
    const { status, stderr } = start("20.19.0");
    expect(status).toBe(0);
    expect(stderr).toContain("no security releases since April 2026");
  });

  it.each(["18.20.8", "20.18.3", "21.7.3", "22.11.0", "23.11.0", "25.2.0"])("%s is refused", (version) => {
    const { status, stderr } = start(version);
    expect(status).toBe(1);
    expect(stderr).toContain("Trunkline needs Node 22.12, 24 or 26");
  });
});
