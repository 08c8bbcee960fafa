import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** By all of axe's rules, in both themes. */
export async function expectNoViolation(page: Page, where: string) {
  // A colour half way through its transition is no colour of ours.
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveClass(colorScheme === "dark" ? /(^| )dark( |$)/ : /^((?!dark).)*$/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, any }) => [html, any[0]?.message]),
    }));
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

export async function expectNoSidewaysScroll(page: Page) {
  await page.setViewportSize({ width: 375, height: 740 });
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
}
