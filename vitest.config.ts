import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = {
  "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, ""),
  "server-only": fileURLToPath(new URL("./node_modules/server-only/empty.js", import.meta.url)),
};

/** A slow machine is no failure. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 30_000 } } };

/** `*.unit.test.ts` and pure tests need nothing; tests that import a database run in the integration project. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{app,components,lib,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "lib/carriers/**", "lib/generated/**"],
          setupFiles: ["lib/testing/setup-unit.ts"],
          ...patience,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "contract",
          include: ["lib/carriers/**/*.test.ts"],
          setupFiles: ["lib/testing/setup-unit.ts"],
          ...patience,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["{app,lib,scripts}/**/*.db.test.ts"],
          exclude: ["lib/generated/**"],
          globalSetup: ["lib/testing/global-database.ts"],
          setupFiles: ["lib/testing/setup-unit.ts", "lib/testing/setup-database.ts"],
          ...patience,
        },
      },
    ],
  },
});
