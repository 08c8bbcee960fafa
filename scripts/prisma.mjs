#!/usr/bin/env node
// The Prisma CLI, for `generate` and `validate`. It would download a schema engine that neither of them runs, so it is
// told of an executable that is there.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import "./env-file.mjs";

const quiet = { CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
const env = { ...quiet, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env };
const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
const cwd = path.dirname(fileURLToPath(new URL(".", import.meta.url)));
process.exit(spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { stdio: "inherit", env, cwd }).status ?? 1);
