import { readFileSync } from "node:fs";
import path from "node:path";
import semver from "semver";
import { z } from "zod";
import { root } from "@/scripts/processes.mjs";

/** An advisory that a person has checked against the installed packages. */
const Advisory = z.strictObject({
  advisory: z.string().regex(/^(GHSA(-[a-z0-9]{4}){3}|CVE-\d{4}-\d{4,})$/),
  package: z.string(),
  severity: z.enum(["low", "moderate", "high", "critical"]),
  /** The affected versions, as a semver range. */
  affected: z.string().refine((range) => semver.validRange(range) !== null),
  fixed: z.string().refine((version) => semver.valid(version) !== null),
  checked: z.iso.date(),
  /** Why an affected version may stay; required while one is installed. */
  verdict: z.string().min(20).optional(),
});
export type Advisory = z.infer<typeof Advisory>;

export type Installed = { name: string; version: string };

const LockFile = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) });

export function checkedAdvisories(): Advisory[] {
  return Advisory.array().parse(readJson("test/security/checked-advisories.json"));
}

/** Every version of every package in package-lock.json, including nested ones. */
export function installedPackages(): Installed[] {
  const { packages } = LockFile.parse(readJson("package-lock.json"));
  return Object.entries(packages).flatMap(([where, { version }]) => {
    const name = where.split("node_modules/").at(-1);
    return name && version ? [{ name, version }] : [];
  });
}

/** One line for each installed version that an advisory affects without a verdict that it may stay. */
export function openAdvisories(advisories: Advisory[], installed: Installed[]): string[] {
  return advisories.flatMap(({ advisory, package: name, affected, fixed, verdict }) =>
    installed
      .filter((each) => each.name === name && semver.satisfies(each.version, affected, { includePrerelease: true }))
      .filter(() => verdict === undefined)
      .map(({ version }) => `${advisory}: ${name} ${version} is affected, fixed in ${fixed}`),
  );
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));
