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
          include: ["{app,components,lib,scripts,test}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "lib/carriers/**", "lib/generated/**"],
          setupFiles: ["test/support/setup-unit.ts"],
          ...patience,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "contract",
          include: ["{lib/carriers,simulator}/**/*.test.ts"],
          setupFiles: ["test/support/setup-unit.ts"],
          ...patience,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["{app,lib,scripts,test}/**/*.db.test.ts"],
          exclude: ["lib/generated/**"],
          globalSetup: ["test/support/global-database.ts"],
          setupFiles: ["test/support/setup-unit.ts", "test/support/setup-database.ts"],
          ...patience,
        },
      },
    ],
  },
});
