import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { unstable_doesMiddlewareMatch as doesProxyMatch } from "next/experimental/testing/server";
import { describe, expect, it } from "vitest";
import { config } from "@/proxy";

/** What browsers, search engines and language models ask the root of every site for. */
const wellKnown = ["/favicon.ico", "/llms.txt", "/robots.txt"];

const inPublic = readdirSync("public", { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name }) => `/${name}`);

describe("files at the root", () => {
  it.each([...new Set([...wellKnown, ...inPublic, "/icon.svg"])])("%s is served as it is, without a sign-in", (url) => {
    const folder = url === "/icon.svg" ? "app" : "public";
    expect(existsSync(path.join(folder, url))).toBe(true);
    expect(doesProxyMatch({ config, url })).toBe(false);
  });

  it("lead to what is there", () => {
    const text = ["robots.txt", "llms.txt"].map((file) => readFileSync(path.join("public", file), "utf8")).join("\n");
    const addresses = [...text.matchAll(/(?:Allow: |\]\()(\/[^\s)]+)/g)].map(([, address]) => address ?? "");
    expect(addresses.length).toBeGreaterThan(3);
    const there = (address: string) => existsSync(`app${address}`) || existsSync(`public${address}`);
    expect(addresses.filter((address) => !there(address))).toEqual([]);
  });
});
