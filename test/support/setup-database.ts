import { randomBytes } from "node:crypto";
// Must precede any import of Next, whose request scope needs this setup.
import "next/dist/server/node-environment-baseline";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { startSimulator } from "@/simulator/server";

// Runs before each test file's imports, so that lib/platform/env.ts reads this environment.

const database = `test_${randomBytes(6).toString("hex")}`;
const databaseUrl = new URL(inject("databaseServerUrl"));

async function onServer(sql: string) {
  const client = new pg.Client({ connectionString: inject("databaseServerUrl") });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

await onServer(`CREATE DATABASE ${database} TEMPLATE trunkline_template`);
databaseUrl.pathname = `/${database}`;

const accountSid = `AC${randomBytes(16).toString("hex")}`;
const authToken = randomBytes(16).toString("hex");
const simulator = await startSimulator({ port: 0, accountSid, authToken });

Object.assign(process.env, {
  DATABASE_URL: databaseUrl.href,
  AUTH_SECRET: randomBytes(32).toString("hex"),
  ENCRYPTION_KEYS: "",
  ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  APP_URL: "http://localhost:3000",
  TWILIO_ACCOUNT_SID: accountSid,
  TWILIO_AUTH_TOKEN: authToken,
  TWILIO_API_KEY_SID: "",
  TWILIO_API_KEY_SECRET: "",
  TWILIO_API_BASE_URL: simulator.url,
  SIP_ORIGINATION_URL: "sip:test.sip.example.com",
  CARRIER_TIMEOUT_MS: "1000",
  // The next call detects immediately that the account works again.
  CARRIER_COOL_DOWN_MS: "0",
  PURCHASE_WAIT_MS: "5000",
  IMPORT_WAIT_MS: "30000",
  RATE_LIMIT_IMPORTS: "500",
  IDEMPOTENCY_WAIT_MS: "700",
  LEASE_MS: "1000",
  WORKFLOW_PATIENCE_MS: "2000",
  // The address of test webhook receivers; the rest of loopback stays private.
  ALLOWED_PRIVATE_ADDRESSES: "127.0.0.77/32",
  ALLOWED_PRIVATE_PORTS: "1-65535",
  METRICS_TOKEN: "token of the metrics",
  CORS_ALLOWED_ORIGINS: "https://app.example.com,https://other.example.com",
  REDIS_URL: "",
  OIDC_ISSUER: "",
  OIDC_CLIENT_ID: "",
  OIDC_CLIENT_SECRET: "",
  // Requests made in the test process have no address, so they would share one limit.
  RATE_LIMIT_ANONYMOUS: "0",
  LOG_LEVEL: "silent",
});

const { registerWorkflowsOf } = await import("@/lib/platform/jobs/engine");
registerWorkflowsOf(() => import("@/lib/workflows"));
const { ensureDefaultAccount } = await import("@/lib/numbers/managed-accounts/ensure-default-account");
await ensureDefaultAccount();

afterAll(async () => {
  const { stopEngine } = await import("@/lib/platform/jobs/engine");
  await stopEngine(0);
  const { closeDatabase } = await import("@/lib/platform/db/db");
  await closeDatabase();
  await simulator.close();
  await onServer(`DROP DATABASE ${database} WITH (FORCE)`);
});
