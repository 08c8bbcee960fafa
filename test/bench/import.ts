import { performance } from "node:perf_hooks";
import { quantile } from "./in-turn";
import { inWorld, type World } from "./world";

/*
 * npm run bench:import: imports a file of 100,000 lines on a running production build. Measures the duration, and the
 * latency of concurrent requests as ratios to the idle server.
 */

const LINES = 100_000;
const CALLERS = 4;
const AT_REST_MS = 10_000;

await inWorld({ durable: true }, measure);

async function measure({ url, serveApp }: World) {
  await serveApp();
  const { createApiKey, createOrganization, createTrunk } = await import("@/prisma/factories");
  const importer = await createOrganization({ plan: "enterprise", limit: LINES });
  await createTrunk(importer.id, { name: "Office" });
  const neighbour = await createOrganization();
  const [key, other] = [await createApiKey(importer.id), await createApiKey(neighbour.id)];

  await ask(url, other, Date.now() + 2_000);
  const atRest = await ask(url, other, Date.now() + AT_REST_MS);
  const begun = performance.now();
  const end = { reached: false };
  const following = importFile(url, key).finally(() => {
    end.reached = true;
  });
  const meanwhile = await ask(url, other, Number.POSITIVE_INFINITY, end);
  const record = await following;
  const seconds = (performance.now() - begun) / 1_000;
  if (record.status !== "completed" || record.new_numbers !== LINES) throw new Error(JSON.stringify(record));

  console.log(
    `${LINES.toLocaleString("en-US")} lines: ${seconds.toFixed(1)} s, ${Math.round(LINES / seconds)} lines/s`,
  );
  for (const share of [0.5, 0.99]) {
    const [before, during] = [quantile(atRest, share), quantile(meanwhile, share)];
    const ratio = (during / before).toFixed(2);
    console.log(`other requests' p${share * 100}: ${before.toFixed(1)} → ${during.toFixed(1)} ms (× ${ratio})`);
  }
}

/** Milliseconds of each request, with several concurrent callers. */
async function ask(url: string, key: string, until: number, end = { reached: false }): Promise<number[]> {
  const times: number[] = [];
  const caller = async () => {
    while (!end.reached && Date.now() < until) {
      const begun = performance.now();
      const answer = await fetch(`${url}/core/phone-numbers`, { headers: { Authorization: `Bearer ${key}` } });
      await answer.text();
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return times;
}

type ImportAnswer = { import_id: string; status: string; new_numbers: number };

async function importFile(url: string, key: string): Promise<ImportAnswer> {
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "text/csv" };
  const lines = Array.from({ length: LINES }, (_, index) => `+1212${2_000_000 + index},Office`);
  const body = `phone_number,trunk\n${lines.join("\n")}\n`;
  const sent = await fetch(`${url}/core/phone-numbers/import`, { method: "POST", headers, body });
  let record = (await sent.json()) as ImportAnswer;
  while (record.status === "pending" || record.status === "running") {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const answer = await fetch(`${url}/core/imports/${record.import_id}`, { headers });
    record = (await answer.json()) as ImportAnswer;
  }
  return record;
}
