import { setTimeout as sleep } from "node:timers/promises";
import { next } from "@/scripts/app-build.mjs";
import { Failure } from "@/scripts/failure.mjs";
import { freePort } from "@/scripts/ports.mjs";
import type { supervise } from "@/scripts/processes.mjs";

export type Server = {
  name: string;
  port: number;
  pid: number;
  ready: boolean;
  frozen: boolean;
  stays: boolean;
  /** How its last process ended: `exit code 0`, `SIGKILL`. */
  end?: string;
};
export type Servers = Awaited<ReturnType<typeof startServers>>;

const BOOT_MS = 90_000;

/** Several `next start` processes of one build. One that dies restarts immediately, unless told to stay down. */
export async function startServers({
  processes,
  env,
  count,
  log,
}: {
  processes: ReturnType<typeof supervise>;
  env: Record<string, string | undefined> & { NODE_ENV: "production" };
  count: number;
  log: (name: string) => string;
}) {
  const servers: Server[] = [];
  const bootMs: number[] = [];
  const died = new Set<(server: Server) => void>();
  let closing = false;

  function boot(server: Server): void {
    const began = performance.now();
    const args = [next, "start", "-p", String(server.port), "-H", "127.0.0.1"];
    const started = processes.start(server.name, process.execPath, args, { env, log: log(server.name) });
    server.pid = started.pid ?? 0;
    server.ready = false;
    server.frozen = false;
    started.exited.then((exit) => {
      server.ready = false;
      server.end = (exit as { problem: string }).problem;
      for (const tell of died) tell(server);
      if (!closing && !processes.stopping && server.stays) boot(server);
    });
    void untilReady(server, server.pid).then((ready) => ready && bootMs.push(performance.now() - began));
  }

  async function untilReady(server: Server, pid: number): Promise<boolean> {
    for (const end = Date.now() + BOOT_MS; Date.now() < end && server.pid === pid && !closing; await sleep(50)) {
      if (!(await answers(server.port))) continue;
      server.ready = server.pid === pid;
      return server.ready;
    }
    return false;
  }

  for (let index = 1; index <= count; index++) {
    const server = {
      name: `server-${index}`,
      port: await freePort(),
      pid: 0,
      ready: false,
      frozen: false,
      stays: true,
    };
    servers.push(server);
    boot(server);
  }

  /** Resolves to true once it holds, or to false after the longest boot time. */
  async function until(holds: () => boolean): Promise<boolean> {
    for (const end = Date.now() + BOOT_MS; Date.now() < end; await sleep(20)) if (holds()) return true;
    return false;
  }

  return {
    all: servers,
    bootMs,
    /** Ports of servers that a load balancer would use; it cannot detect a frozen one. */
    ports: () => servers.filter(({ ready }) => ready).map(({ port }) => port),
    async allReady() {
      if (await until(() => servers.every(({ ready }) => ready))) return;
      throw new Failure("A server does not come up.", `see ${log(servers.find(({ ready }) => !ready)?.name ?? "")}`);
    },
    oneReady: () => until(() => servers.some(({ ready, frozen }) => ready && !frozen)),
    kill: (server: Server) => send(server.pid, "SIGKILL"),
    /** Shuts it down like an orchestrator. */
    terminate: (server: Server) => send(server.pid, "SIGTERM"),
    async freeze(server: Server, ms: number) {
      const { pid } = server;
      server.frozen = true;
      send(pid, "SIGSTOP");
      await sleep(ms);
      send(pid, "SIGCONT");
      if (server.pid === pid) server.frozen = false;
    },
    /** Without `stays`, the server stays down after its next death; with it, it restarts. */
    keepUp(server: Server, stays: boolean) {
      server.stays = stays;
      if (stays && !server.ready) boot(server);
    },
    nextDeath(ms: number): Promise<Server | undefined> {
      return new Promise((resolve) => {
        const tell = (server: Server) => {
          died.delete(tell);
          resolve(server);
        };
        died.add(tell);
        setTimeout(() => died.delete(tell) && resolve(undefined), ms).unref();
      });
    },
    close() {
      closing = true;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2_000) });
    await answer.text();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** To the whole process group, because a server may have helpers. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // already gone
  }
}
