import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "@/scripts/failure.mjs";
import { startPostgres } from "@/scripts/postgres.mjs";
import { identityOf, type supervise } from "@/scripts/processes.mjs";

const GONE_MS = 30_000;

/**
 * Stops the server like `pg_ctl stop -m immediate` (SIGQUIT: no checkpoint, all connections cut) and restarts it on the
 * same port and data, where it recovers from its WAL.
 */
export async function crashDatabase({
  folder,
  port,
  log,
  downMs,
  processes,
}: {
  folder: string;
  port: number;
  log: string;
  downMs: number;
  processes: ReturnType<typeof supervise>;
}): Promise<void> {
  const dataDir = path.join(folder, "postgres");
  const pid = Number(readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
  const identity = identityOf(pid);
  process.kill(pid, "SIGQUIT");
  const end = Date.now() + GONE_MS;
  while (identityOf(pid) === identity) {
    if (Date.now() > end) throw new Failure("PostgreSQL did not stop.");
    await sleep(10);
  }
  await sleep(downMs);
  await startPostgres({ dataDir, log, port, durable: true, processes });
}
