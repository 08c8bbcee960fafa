import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** Checks all axe rules in both themes. */
export async function expectNoViolation(page: Page, where: string) {
  // A color in the middle of a transition is not one of our colors.
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
