import { defineConfig } from "@playwright/test";

/** The journeys share one carrier and set faults on it, so they run one after another. */
export default defineConfig({
  testDir: "e2e",
  tsconfig: "e2e/tsconfig.json",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  reporter: "list",
  forbidOnly: true,
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    locale: "en-US",
    timezoneId: "America/New_York",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  projects: [{ name: "desktop light", use: { viewport: { width: 1280, height: 800 }, colorScheme: "light" } }],
});
