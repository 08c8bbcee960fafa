#!/usr/bin/env node
// The Prisma CLI on its schema engine's WebAssembly build, which comes with npm: the CLI alone would download a binary.
import { spawnSync } from "node:child_process";
import { chmodSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import "./env-file.mjs";

const env = { CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1", ...process.env };
if (!env.PRISMA_SCHEMA_ENGINE_BINARY && process.platform !== "win32") {
  const engine = fileURLToPath(new URL("./schema-engine.mjs", import.meta.url));
  if ((statSync(engine).mode & 0o100) === 0) chmodSync(engine, 0o755); // a checkout may have lost the mode
  env.PRISMA_SCHEMA_ENGINE_BINARY = engine;
}
const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
const cwd = path.dirname(fileURLToPath(new URL(".", import.meta.url)));
process.exit(spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { stdio: "inherit", env, cwd }).status ?? 1);
