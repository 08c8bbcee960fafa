import { randomBytes } from "node:crypto";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";
import { databasePool } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { processSingleton } from "@/lib/platform/process-singleton";
import { conclusionOf, forgetConclusion } from "./conclusions";
import { deregister, heartbeat, withDeadExecutors } from "./executors-store";
import { settlesWithin } from "./waiting";

export const DBOS_SCHEMA = "dbos";
/** Constant, because the default is a hash of the code, and a deploy would strand work in progress. */
const APPLICATION_VERSION = "1";
const READY_WITHIN_MS = 5_000;
const POLL_MS = 100;

export type Running<Conclusion = unknown> = {
  /** Waits until the workflow has a result or has ended, for at most `budgetMs`. True if it did. */
  ended(budgetMs: number): Promise<boolean>;
  /** The result, if the workflow produced it in this process after `start`. */
  conclusion(): Conclusion | undefined;
};

export type Engine = {
  executorId: string;
  start<Input, Conclusion>(
    run: (input: Input) => Promise<void>,
    id: string,
    input: Input,
  ): Promise<Running<Conclusion>>;
  /** Gives workflows `drainMs` milliseconds to end or reach a checkpoint. Other servers take the rest. */
  stop(drainMs: number): Promise<void>;
};

type Process = { engine?: Promise<Engine> | undefined; loadWorkflows?: () => Promise<unknown> };

const started = () => processSingleton("engine", (): Process => ({}));

/** Sets the module that registers this process's workflows. Call it once, before the engine starts. */
export function registerWorkflowsOf(load: () => Promise<unknown>): void {
  started().loadWorkflows = load;
}

/** Starts once per process, even if modules are evaluated repeatedly. Retries while the database is unavailable. */
export function startEngine(): Promise<Engine> {
  const own = started();
  own.engine ??= launch();
  return own.engine;
}

/** Waits briefly for the engine to start. Throws `temporarily_unavailable` while the database is unavailable. */
export async function runningEngine(): Promise<Engine> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, READY_WITHIN_MS, undefined).unref());
  const engine = await Promise.race([startEngine(), late]);
  if (engine) return engine;
  throw new AppError("temporarily_unavailable", "The service is starting. Try again in a moment.");
}

export async function stopEngine(drainMs = 10_000): Promise<void> {
  const { engine } = started();
  if (!engine) return;
  await (await engine).stop(drainMs);
  started().engine = undefined;
}

async function launch(): Promise<Engine> {
  // Register every workflow before the launch, so that this server can resume any other server's work.
  const { loadWorkflows } = started();
  if (!loadWorkflows) throw new Error("Call registerWorkflowsOf before the engine starts.");
  await loadWorkflows();
  const executorId = `${process.pid}-${randomBytes(6).toString("hex")}`;
  DBOS.setConfig({
    name: "trunkline",
    systemDatabaseUrl: env().DATABASE_URL,
    systemDatabaseSchemaName: DBOS_SCHEMA,
    systemDatabasePool: databasePool(),
    // `db:migrate` creates its tables: servers that launch at once would break each other's first migration.
    runMigrations: false,
    executorID: executorId,
    applicationVersion: APPLICATION_VERSION,
    logger: quietLogger(),
  });
  for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, 5_000)) {
    try {
      await DBOS.launch();
      await heartbeat(executorId);
      break;
    } catch (error) {
      log().error({ error }, "the durable engine waits for the database");
      await DBOS.shutdown().catch(() => {});
      await sleep(waitMs);
    }
  }
  return runEngine(executorId);
}

function runEngine(executorId: string): Engine {
  const leaseMs = env().LEASE_MS;
  let stopped = false;
  /** A stopped engine's errors are not the work's: another server continues it. */
  const unlessStopped = (error: unknown): never => {
    throw stopped
      ? new AppError("temporarily_unavailable", "The service is restarting. Try again in a moment.")
      : error;
  };
  let sweeps = true;
  let beats = true;
  const beating = repeat(
    leaseMs / 4,
    () => beats,
    () => heartbeat(executorId),
  );
  const sweeping = repeat(
    leaseMs / 4,
    () => sweeps,
    () => withDeadExecutors(leaseMs, recover),
  );
  return {
    executorId,
    async start<Input, Conclusion>(run: (input: Input) => Promise<void>, id: string, input: Input) {
      let conclusion: Conclusion | undefined;
      const concluded = conclusionOf(id).then((value) => {
        conclusion = value as Conclusion;
        return true as const;
      });
      const noted = DBOS.startWorkflow(run, { workflowID: id })(input);
      const end = noted
        .then((handle) => handle.getResult({ pollingIntervalMs: POLL_MS }))
        .then(() => true as const)
        .finally(() => forgetConclusion(id));
      end.catch(() => {});
      await noted.catch(unlessStopped);
      return {
        ended: (budgetMs) => settlesWithin(budgetMs, Promise.race([concluded, end.catch(unlessStopped)])),
        conclusion: () => conclusion,
      };
    },
    async stop(drainMs) {
      stopped = true;
      sweeps = false;
      await sweeping;
      // Heartbeats continue while it drains; otherwise another server would claim work that still runs here.
      await DBOS.shutdown({ workflowCompletionTimeoutMS: drainMs });
      beats = false;
      await beating;
      await deregister(executorId);
    },
  };
}

async function recover(executorIds: string[]): Promise<void> {
  const handles = await DBOSExecutor.globalInstance?.recoverPendingWorkflows(executorIds);
  log().info({ executors: executorIds, workflows: handles?.length ?? 0 }, "took over the work of servers that died");
}

async function repeat(everyMs: number, goesOn: () => boolean, act: () => Promise<void>): Promise<void> {
  while (goesOn()) {
    await act().catch((error) => log().warn({ error }, "a heartbeat of the durable engine failed"));
    for (let waited = 0; waited < everyMs && goesOn(); waited += 50) await sleep(Math.min(50, everyMs));
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)).unref());
}

function quietLogger() {
  const write = (level: "debug" | "warn" | "error") => (entry: unknown) => {
    const engine = entry instanceof Error ? entry.message : String(entry);
    log()[joinsRecovered.test(engine) ? "debug" : level]({ engine }, "durable engine");
  };
  return { info: write("debug"), debug: write("debug"), warn: write("warn"), error: write("error") };
}

/** Expected when a client retries and joins work that was recovered from a dead server. */
const joinsRecovered = /already exists in queue: _dbos_internal_queue/;
