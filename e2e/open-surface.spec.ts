import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "./fixtures";
import type { World } from "./stack";

/** Runs in its own process, because the runner cannot load the app's server code. */
async function tryOpenSurface({ url, env }: World, what: string, ...rest: string[]) {
  const args = ["--conditions=react-server", "--import", "tsx", "e2e/try-open-surface.ts", what, url, ...rest];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return JSON.parse(stdout.split("\n").at(-1) ?? "");
}

test("what asks for no credential survives whatever is sent to it", async ({ world }) => {
  const seed = Number(process.env.FUZZ_SEED) || Math.floor(Math.random() * 2 ** 31);
  const { requests, faults } = await tryOpenSurface(world, "fuzz", String(seed));
  expect(faults, `FUZZ_SEED=${seed}`).toEqual([]);
  expect(requests).toBe(400);
});

test("what asks for no credential costs no more than a bound of CPU time", async ({ world }) => {
  test.slow();
  const { addresses, tooCostly } = await tryOpenSurface(world, "costs");
  expect(addresses).toBeGreaterThan(20);
  expect(tooCostly).toEqual([]);
});

test("the API reference is made once: compressed once, without the framework, and not sent twice", async ({
  page,
  request,
}) => {
  const scripts: string[] = [];
  page.on("request", (sent) => sent.resourceType() === "script" && scripts.push(sent.url()));
  await page.goto("/docs");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Trunkline API");
  expect(scripts).toEqual([]);
  const first = await request.get("/docs", { headers: { "Accept-Encoding": "gzip" } });
  expect(first.headers()["content-encoding"]).toBe("gzip");
  expect(await first.text()).toContain("Trunkline API");
  expect(first.headers()["content-security-policy"]).toMatch(/script-src 'sha256-[^']+'; /);
  const etag = first.headers().etag ?? "";
  expect((await request.get("/docs", { headers: { "If-None-Match": etag } })).status()).toBe(304);
});

test("the API reference follows the chosen theme before it is painted", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("theme", "dark"));
  await page.goto("/docs");
  await expect(page.locator("html")).toHaveClass(/dark/);
});
