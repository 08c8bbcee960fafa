import { fuzzOpenSurface, MOST_HEALTH_CHECKS, measureOpenSurface } from "@/scripts/security/open-surface";
import { expect, test } from "./fixtures";

test("what asks for no credential survives whatever is sent to it", async ({ world }) => {
  const seed = Number(process.env.FUZZ_SEED) || Math.floor(Math.random() * 2 ** 31);
  const { faults } = await fuzzOpenSurface(world.url, { seed, requests: 400 });
  expect(faults, `FUZZ_SEED=${seed}`).toEqual([]);
});

test("what asks for no credential costs no more than a bound of CPU time", async ({ world }) => {
  const costs = await measureOpenSurface(world.url, world.env.METRICS_TOKEN ?? "");
  expect(costs.length).toBeGreaterThan(20);
  expect(costs.filter(({ ratio }) => ratio > MOST_HEALTH_CHECKS)).toEqual([]);
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
