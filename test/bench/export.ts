import { performance } from "node:perf_hooks";
import { inWorld } from "./world";

/*
 * npm run bench:export: the CSV export of 1,000 and of 100,000 numbers through the API's request wrapper. Measures the
 * memory that the large export takes beyond the small one; fails above 100 MB.
 */

const SMALL = 1_000;
const LARGE = 100_000;
const MAX_EXTRA_MB = 100;

await inWorld({}, measure);

async function measure() {
  const { system } = await import("@/lib/platform/db/system");
  const { GET } = await import("@/app/api/core/phone-numbers/export.csv/route");
  const { asOwner } = await import("@/test/support/as-owner");
  const { createAgent, createApiKey, createOrganization, createTrunk } = await import("@/prisma/factories");

  const fill = async (count: number, prefix: number) => {
    const { id } = await createOrganization({ plan: "enterprise", limit: count });
    const trunk = await createTrunk(id);
    const [version] = (await createAgent(id)).versions;
    await system().transaction(
      (tx) => tx.$executeRaw`
      INSERT INTO phone_number (id, organization_id, phone_number, country_code, phone_number_type, trunk_id,
                                inbound_agent_version_id, created_at, updated_at)
      SELECT gen_random_uuid(), ${id}::uuid, '+1' || (${prefix}::bigint + n)::text, 'US', 'local', ${trunk.id}::uuid,
             ${version?.id}::uuid, at, at
      FROM generate_series(1, ${count}::int) n, LATERAL (SELECT now() - n * interval '1 minute' AS at) t`,
      { timeoutMs: 300_000 },
    );
    return createApiKey(id);
  };
  const keys = { small: await fill(SMALL, 2_025_550_000), large: await fill(LARGE, 3_025_550_000) };
  await asOwner("ANALYZE phone_number");

  await exported(GET, keys.small);
  const small = await exported(GET, keys.small);
  const before = process.memoryUsage.rss();
  const large = await exported(GET, keys.large);
  const extra = megabytes(large.peakRss - before);

  console.log(`${"rows".padStart(8)} ${"seconds".padStart(8)} ${"rows/s".padStart(8)} ${"MB sent".padStart(8)}`);
  for (const { rows, seconds, bytes } of [small, large]) {
    const cells = [rows, seconds.toFixed(2), Math.round(rows / seconds), (bytes / 2 ** 20).toFixed(1)];
    console.log(cells.map((cell) => String(cell).padStart(8)).join(" "));
  }
  console.log(`extra memory of ${LARGE} rows: ${extra} MB (most ${MAX_EXTRA_MB})`);
  if (large.rows !== LARGE || extra > MAX_EXTRA_MB) process.exitCode = 1;
}

type Export = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Reads the response like a client, without keeping it. */
async function exported(get: Export, key: string) {
  const start = performance.now();
  const request = new Request("http://localhost/core/phone-numbers/export.csv", {
    headers: { Authorization: `Bearer ${key}` },
  });
  const response = await get(request, { params: Promise.resolve({}) });
  if (response.status !== 200 || !response.body) throw new Error(`answered ${response.status}`);
  let [bytes, lines, peakRss] = [0, 0, process.memoryUsage.rss()];
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    for (const byte of chunk) if (byte === 10) lines++;
    peakRss = Math.max(peakRss, process.memoryUsage.rss());
  }
  return { rows: lines - 1, bytes, peakRss, seconds: (performance.now() - start) / 1_000 };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
