import { spawnSync } from "node:child_process";
import { z } from "zod";
import { root } from "@/scripts/processes.mjs";

const Report = z.object({ metadata: z.object({ vulnerabilities: z.record(z.string(), z.int()) }) });

/** Known vulnerabilities of high or critical severity in the lock file, or why the registry gives none. */
export function countVulnerabilities(): { count: number } | { silence: string } {
  const { stdout, stderr } = spawnSync("npm", ["audit", "--json"], { cwd: root, encoding: "utf8" });
  const report = Report.safeParse(parsed(stdout)).data;
  if (!report) return { silence: /npm warn audit (.+)/.exec(stderr)?.[1] ?? "no answer" };
  const { high = 0, critical = 0 } = report.metadata.vulnerabilities;
  return { count: high + critical };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
