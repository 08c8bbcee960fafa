import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { env } from "@/lib/platform/env";
import { simulator } from "@/test/support/world";
import { newTenant, ownersHeaders } from "./callers";
import { addressOf, allOperations, type Operation } from "./operations";
import type { ValidRequest } from "./valid-requests/valid-request";
import { validRequestOf } from "./valid-requests/valid-requests";

/*
 * A separate process, so that all its output can be checked: calls every operation with secrets in every place, with a
 * working and a failing carrier, and writes to the given file what the output must not contain.
 */

const [file = "", seed = "1"] = process.argv.slice(2);
const secrets = new Set<string>();
const random = fc.sample(fc.stringMatching(/^[A-Za-z0-9_-]{24,40}$/), { seed: Number(seed), numRuns: 2_000 });

function newSecret(): string {
  const secret = random.pop() ?? "";
  secrets.add(secret);
  return secret;
}

/** Replaces every string of a body with a secret. */
function withSecrets(value: unknown): unknown {
  if (typeof value === "string") return newSecret();
  if (Array.isArray(value)) return value.map(withSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withSecrets(member)]));
}

type Headers = Record<string, string>;

async function send(
  { method, path, route }: Operation,
  { params = {}, query, body, csv }: ValidRequest,
  headers: Headers,
) {
  const content = csv ?? (body === undefined ? undefined : JSON.stringify(body));
  const type: Headers =
    content === undefined ? {} : { "Content-Type": csv === undefined ? "application/json" : "text/csv" };
  const address = `http://localhost${addressOf(path, params, query)}`;
  const request = new Request(address, { method, headers: { ...headers, ...type }, body: content });
  const answer = await (await route(request, { params: Promise.resolve(params) })).text();
  for (const [shown] of answer.matchAll(/\b(?:ak|pat)_[\w.-]+|whsec_[\w+/=]+/g)) secrets.add(shown);
}

async function askEverything(): Promise<void> {
  const tenant = await newTenant();
  for (const operation of allOperations()) {
    const owner = await ownersHeaders(operation, tenant);
    for (const value of Object.values(owner)) if (value.length > 40) secrets.add(value.replace(/^Bearer /, ""));
    const valid = await validRequestOf(operation.name)(tenant);
    await send(operation, { ...valid, body: withSecrets(valid.body) }, owner);
    await send(operation, valid, owner);
    await send(operation, { ...valid, query: { token: newSecret() } }, { ...owner, "X-Secret": newSecret() });
    await send(operation, valid, {
      Authorization: `Bearer ${newSecret()}`,
      Cookie: `trunkline-session=${newSecret()}`,
    });
  }
}

const { AUTH_SECRET, ENCRYPTION_KEYS, TWILIO_AUTH_TOKEN = "", METRICS_TOKEN = "" } = env();
for (const secret of [AUTH_SECRET, ...ENCRYPTION_KEYS, TWILIO_AUTH_TOKEN, METRICS_TOKEN]) secrets.add(secret);
(await import("@/lib/platform/jobs/engine")).registerWorkflowsOf(() => import("@/lib/workflows"));
await askEverything();
await simulator.setAccountStatus("bad_credentials");
await askEverything().catch((error) => console.error(error));
await simulator.setAccountStatus("active");
secrets.delete("");
writeFileSync(file, JSON.stringify([...secrets]));
await (await import("@/lib/platform/jobs/engine")).stopEngine(0);
await (await import("@/lib/platform/db/db")).closeDatabase();
process.exit(0);
