#!/usr/bin/env node
// Speaks the JSON-RPC of Prisma's native schema engine over stdin and stdout, served by its WebAssembly build.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { createDatabase, createFactory, describeProblem, dropDatabase, ping } from "./schema-engine-database.mjs";

const engineDir = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
const { datamodels, datasource, words } = parseArguments(process.argv.slice(2));
const url = datasource?.url;
const answersNothing = new Set([
  "ensureConnectionValidity",
  "markMigrationApplied",
  "markMigrationRolledBack",
  "reset",
  "dbExecute",
  "debugPanic",
]);

/** The CLI reads these lines from stderr. */
const log = (level, fields) =>
  process.stderr.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" })}\n`,
  );

if (words.includes("--version") || words.includes("-V")) {
  const { version } = JSON.parse(readFileSync(path.join(engineDir, "package.json"), "utf8"));
  console.log(`schema-engine-cli ${version.split(".").pop()}`);
} else if (words[0] === "cli") {
  process.exitCode = await runCommand(words[1]);
} else {
  await serve();
}

function parseArguments(args) {
  const parsed = { datamodels: [], datasource: undefined, words: [] };
  while (args.length > 0) {
    const arg = args.shift();
    if (arg === "--datamodels") parsed.datamodels.push(args.shift());
    else if (arg === "--datasource") parsed.datasource = JSON.parse(args.shift());
    else if (arg === "--enabled-preview-features" || arg === "--extension-types") args.shift();
    else parsed.words.push(arg);
  }
  return parsed;
}

async function runCommand(command) {
  try {
    if (command === "can-connect-to-database") await ping(url);
    else if (command === "create-database") await createDatabase(url);
    else if (command === "drop-database") {
      await dropDatabase(url);
      log("INFO", { message: "The database was successfully dropped." });
    } else throw new Error(`unknown command ${command}`);
    return 0;
  } catch (error) {
    const { code, message } = describeProblem(error, url);
    process.stderr.write("\n"); // the CLI skips the first line
    log("ERROR", { is_panic: false, error_code: code, message });
    return 1;
  }
}

async function serve() {
  let panic = "";
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    get: () => panic,
    set_message: (message) => {
      panic = message;
    },
  };
  const runtime = await loadRuntime();
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  let printed = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = line.trim() ? JSON.parse(line) : {};
    if (!method) continue; // the answer to a "print"
    try {
      const result = await answer(runtime, method, params);
      if (method === "diff" && result?.stdout) {
        send({ id: ++printed, method: "print", params: { content: result.stdout } });
      }
      send({ id, result: result ?? null });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) {
        log("ERROR", { message: panic || error.message, backtrace: error.stack });
        process.exit(101);
      }
      const data = { is_panic: false, message: error?.message ?? String(error), meta: error?.meta ?? null };
      if (error?.code) data.error_code = error.code;
      send({ id, error: { code: 4466, message: "An error happened. Check the data field for details.", data } });
    }
  }
}

async function loadRuntime() {
  const runtime = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = new WebAssembly.Module(readFileSync(path.join(engineDir, "schema_engine_bg.wasm")));
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": runtime });
  runtime.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return runtime;
}

async function answer(runtime, method, params) {
  if (method === "createDatabase") return { databaseName: await createDatabase(params.datasource?.url ?? url) };
  const models = datamodels.length > 0 ? datamodels.map((file) => [file, readFileSync(file, "utf8")]) : undefined;
  const debug = (message) => process.env.DEBUG_ENGINE && log("DEBUG", { message });
  const factory = bindMigrationAwareSqlAdapterFactory(createFactory(datasource));
  // One engine for each request: only devDiagnostic replays migrations on a shadow database in this build, and the
  // two methods below need its result in the same engine.
  const engine = await runtime.SchemaEngine.new({ datamodels: models }, debug, factory);
  try {
    if (method === "evaluateDataLoss" || method === "createMigration") {
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    }
    const result = await engine[method === "getDatabaseVersion" ? "version" : method](params);
    return result ?? (answersNothing.has(method) ? {} : null);
  } finally {
    engine.free();
  }
}
