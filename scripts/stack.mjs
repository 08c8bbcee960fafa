import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { generateClient, next } from "./app-build.mjs";
import { Failure, Stopped } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { root } from "./processes.mjs";

const migrateScript = path.join(root, "scripts/migrate.mjs");
/** With this condition, `server-only` resolves to an empty module. */
const typescript = (file) => ["--conditions=react-server", "--import", "tsx", path.join(root, file)];

/**
 * The app's environment with our own services. It sets every variable, unused ones to an empty string, so that no real
 * database or carrier account leaks in from the shell or an .env file.
 */
export function appEnvironment({ databaseUrl, carrier, settings, url, ...others }) {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    APP_URL: url,
    DATABASE_URL: databaseUrl,
    MIGRATION_DATABASE_URL: "",
    AUTH_SECRET: settings.auth_secret,
    ENCRYPTION_KEY: settings.encryption_key,
    ENCRYPTION_KEYS: "",
    TWILIO_ACCOUNT_SID: settings.account_sid,
    TWILIO_AUTH_TOKEN: settings.auth_token,
    TWILIO_API_KEY_SID: "",
    TWILIO_API_KEY_SECRET: "",
    TWILIO_API_BASE_URL: carrier.url,
    SIP_ORIGINATION_URL: "sip:demo.sip.example.com",
    CARRIER_TIMEOUT_MS: "",
    PURCHASE_WAIT_MS: "",
    ALLOWED_PRIVATE_ADDRESSES: "",
    ALLOWED_PRIVATE_PORTS: "",
    METRICS_TOKEN: "",
    CORS_ALLOWED_ORIGINS: "",
    REDIS_URL: "",
    RATE_LIMIT_REQUESTS: "",
    RATE_LIMIT_SEARCHES: "",
    RATE_LIMIT_PURCHASES: "",
    RATE_LIMIT_SIGN_INS: "",
    RATE_LIMIT_ANONYMOUS: "",
    SMTP_URL: "",
    MAIL_FROM: "",
    TRUSTED_PROXIES: "",
    OIDC_ISSUER: "",
    OIDC_CLIENT_ID: "",
    OIDC_CLIENT_SECRET: "",
    OIDC_NAME: "",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
    ...others,
  };
}

/** For tests that send thousands of requests. */
export const unlimited = {
  RATE_LIMIT_REQUESTS: "0",
  RATE_LIMIT_ORGANIZATION_REQUESTS: "0",
  RATE_LIMIT_SEARCHES: "0",
  RATE_LIMIT_PURCHASES: "0",
  RATE_LIMIT_SIGN_INS: "0",
  RATE_LIMIT_ANONYMOUS: "0",
};

export function logsIn(folder) {
  mkdirSync(path.join(folder, "logs"), { recursive: true, mode: 0o700 });
  return (name) => path.join(folder, "logs", `${name}.log`);
}

/** Starts the database and the carrier: data in `folder`, logs in `folder`/logs. `settings` keeps the ports. */
export async function startParts({ processes, folder, settings, durable, stage }) {
  const log = logsIn(folder);
  const databaseUrl = await stage("Starting PostgreSQL", async (note) => {
    const port = await freePort(settings.postgres_port);
    const dataDir = path.join(folder, "postgres");
    const postgres = await startPostgres({ dataDir, log: log("postgres"), port, durable, processes });
    settings.postgres_port = postgres.port;
    note(`port ${postgres.port}`);
    return postgres.url("trunkline");
  });
  const carrier = await stage("Starting the carrier", async (note) => {
    const carrier = await startSimulator({ processes, folder, settings, log: log("carrier") });
    note(carrier.url);
    return carrier;
  });
  await stage("Migrating the database", () => migrate({ processes, databaseUrl, log: log("migrate") }));
  await stage("Generating the client", (note) => generateClient(processes, { log: log("generate"), note }));
  return { databaseUrl, carrier };
}

/** Creates the database when it does not exist. */
export function migrate({ processes, databaseUrl, log }) {
  const env = { ...process.env, DATABASE_URL: databaseUrl, MIGRATION_DATABASE_URL: "" };
  return processes.run("Migrating", process.execPath, [migrateScript], { env, log });
}

async function startSimulator({ processes, folder, settings, log }) {
  const port = await freePort(settings.simulator_port);
  settings.simulator_port = port;
  const env = {
    ...process.env,
    PORT: String(port),
    SIMULATOR_STATE_FILE: path.join(folder, "carrier.json"),
    SIMULATOR_EXIT_WITH_PARENT: "1",
    TWILIO_ACCOUNT_SID: settings.account_sid,
    TWILIO_AUTH_TOKEN: settings.auth_token,
  };
  const args = typescript("simulator/main.ts");
  const simulator = processes.start("The carrier simulator", process.execPath, args, { env, log, stdin: "pipe" });
  const url = `http://127.0.0.1:${port}`;
  await waitFor(processes, `${url}/_simulator/state`, simulator);
  return { url, account_sid: settings.account_sid, auth_token: settings.auth_token };
}

/** Confirms to an existing database that the same carrier account now has another address. */
export function acceptMovedCarrier({ processes, env, log }) {
  const args = [...typescript("scripts/carrier-account.ts"), "accept", "same-account"];
  return processes.run("Moving the carrier account", process.execPath, args, { env, log });
}

/** Creates organizations, users and credentials, and writes them as JSON to `output`. */
export function seed({ processes, env, output, log }) {
  return processes.run("Seeding", process.execPath, typescript("prisma/seed.ts"), {
    env: { ...env, SEED_OUTPUT: output },
    log,
  });
}

export const servesBuild = "The server";

/** Starts the built app; resolves when it answers requests. */
export async function serve({ processes, env, port, host = "127.0.0.1", distDir, log }) {
  const options = { env: { ...env, NEXT_DIST_DIR: distDir }, log, graceMs: 5000 };
  const args = [next, "start", "-p", String(port), "-H", host];
  const server = processes.start(servesBuild, process.execPath, args, options);
  await waitFor(processes, `http://127.0.0.1:${port}/sign-in`, server);
  return server;
}

async function waitFor(processes, url, started) {
  let ended;
  started.exited.then(({ problem }) => {
    ended = problem;
  });
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    if (processes.stopping) throw new Stopped();
    if (ended) break;
    const answer = await fetch(url).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return;
  }
  throw new Failure(`${started.name} ${ended ? `did not start (${ended})` : "did not answer"}.`, started.log());
}
