import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "@/scripts/processes.mjs";

export const read = (file: string) => readFileSync(path.join(root, file), "utf8");

/** Every Markdown file of the repository, also one that is not committed yet. */
export function markdownFiles(): string[] {
  const list = ["ls-files", "-co", "--exclude-standard", "*.md"];
  const listed = execFileSync("git", list, { cwd: root, encoding: "utf8" });
  return listed.split("\n").filter((file) => file !== "");
}

/** Without code, where `[x](y)` is not a link. */
export const prose = (text: string) => text.replaceAll(/^```[\s\S]*?^```$/gm, "").replaceAll(/`[^`\n]*`/g, "");

/** The anchors that GitHub gives the headings of a document. */
export function anchorsOf(text: string): Set<string> {
  const headings = [...text.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/^#{1,6} (.+)$/gm)];
  return new Set(headings.map(([, heading = ""]) => slugOf(heading)));
}

const slugOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");
