import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "@/scripts/processes.mjs";
import { anchorsOf, markdownFiles, prose, read } from "./documents";

/** Where a document links to, apart from other sites. */
function relativeLinks(file: string): string[] {
  const links = [...prose(read(file)).matchAll(/\]\(<?([^)\s>]+)>?\)/g)].map(([, target = ""]) => target);
  return links.filter((target) => !/^(?:[a-z]+:|\/\/)/i.test(target));
}

/** Why a link leads nowhere; undefined when it resolves. */
function problemOf(file: string, link: string): string | undefined {
  const [target = "", anchor] = link.split("#");
  const found = target === "" ? file : path.join(path.dirname(file), decodeURIComponent(target));
  if (!existsSync(path.join(root, found))) return `${link}: there is no ${found}`;
  if (anchor === undefined || !found.endsWith(".md")) return undefined;
  return anchorsOf(read(found)).has(anchor) ? undefined : `${link}: ${found} has no such heading`;
}

describe("the relative links of", () => {
  it.each(markdownFiles())("%s resolve", (file) => {
    expect(relativeLinks(file).flatMap((link) => problemOf(file, link) ?? [])).toEqual([]);
  });
});
