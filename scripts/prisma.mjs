#!/usr/bin/env node
// `generate` and `validate` need no schema engine, so pass the CLI an existing executable to prevent the download.
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
