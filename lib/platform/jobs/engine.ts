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
/** A constant: by default it is a hash of the code, and a deploy would strand the work in progress. */
const APPLICATION_VERSION = "1";
const READY_WITHIN_MS = 5_000;
const POLL_MS = 100;

export type Running<Conclusion = unknown> = {
  /** Waits until it has concluded or ended, at most this long. True when it has. */
  ended(budgetMs: number): Promise<boolean>;
  /** What it concluded with, if that was in this process and after `start`. */
  conclusion(): Conclusion | undefined;
};

export type Engine = {
  executorId: string;
  start<Input, Conclusion>(
    run: (input: Input) => Promise<void>,
    id: string,
    input: Input,
  ): Promise<Running<Conclusion>>;
  /** Lets running workflows end or reach a checkpoint, then gives the rest to the other servers. */
  stop(drainMs: number): Promise<void>;
};

type Process = { engine?: Promise<Engine> | undefined; loadWorkflows?: () => Promise<unknown> };

const started = () => processSingleton("engine", (): Process => ({}));

/**
 * Tells the engine which workflows this process has; once, before it starts. Servers, scripts and tests give
 * `() => import("@/lib/workflows")`.
 */
export function registerWorkflowsOf(load: () => Promise<unknown>): void {
  started().loadWorkflows = load;
}

/** Starts once per process, however often the module is evaluated; keeps trying while the database is away. */
export function startEngine(): Promise<Engine> {
  const own = started();
  own.engine ??= launch();
  return own.engine;
}

/** The engine, soon. Throws `temporarily_unavailable` while the database is away. */
export async function runningEngine(): Promise<Engine> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, READY_WITHIN_MS, undefined).unref());
  const engine = await Promise.race([startEngine(), late]);
  if (engine) return engine;
  throw new AppError("temporarily_unavailable", "The service is starting. Try again in a moment.");
}

/** For scripts and tests, which end, and for a server that is told to. */
export async function stopEngine(drainMs = 10_000): Promise<void> {
  const { engine } = started();
  if (!engine) return;
  await (await engine).stop(drainMs);
  started().engine = undefined;
}

async function launch(): Promise<Engine> {
  // Every workflow is registered before the launch, so that this server can take up any other's work.
  const { loadWorkflows } = started();
  if (!loadWorkflows) throw new Error("Call registerWorkflowsOf before the engine starts.");
  await loadWorkflows();
  const executorId = `${process.pid}-${randomBytes(6).toString("hex")}`;
  DBOS.setConfig({
    name: "trunkline",
    systemDatabaseUrl: env().DATABASE_URL,
    systemDatabaseSchemaName: DBOS_SCHEMA,
    systemDatabasePool: databasePool(),
    // Made by db:migrate: servers that launch at once for the first time would break it for each other.
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
      // A failed launch leaves half an executor behind.
      await DBOS.shutdown().catch(() => {});
      await sleep(waitMs);
    }
  }
  return runEngine(executorId);
}

function runEngine(executorId: string): Engine {
  const leaseMs = env().LEASE_MS;
  let stopped = false;
  /** What an engine that is gone says of its work is no news: another server goes on with it. */
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
      // Past the budget nobody waits any more.
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
      // Beats go on while it drains, or a neighbour would take over what still runs here.
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

/** Runs `act` again and again until `goesOn` says no; its failure is logged and repeated. */
async function repeat(everyMs: number, goesOn: () => boolean, act: () => Promise<void>): Promise<void> {
  while (goesOn()) {
    await act().catch((error) => log().warn({ error }, "a heartbeat of the durable engine failed"));
    for (let waited = 0; waited < everyMs && goesOn(); waited += 50) await sleep(Math.min(50, everyMs));
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)).unref());
}

/** The engine's own messages, where ours go; its chatter at debug. */
function quietLogger() {
  const write = (level: "debug" | "warn" | "error") => (entry: unknown) => {
    const engine = entry instanceof Error ? entry.message : String(entry);
    log()[joinsRecovered.test(engine) ? "debug" : level]({ engine }, "durable engine");
  };
  return { info: write("debug"), debug: write("debug"), warn: write("warn"), error: write("error") };
}

/** To join work that was taken over from a dead server is what a client who asks again should do. */
const joinsRecovered = /already exists in queue: _dbos_internal_queue/;
