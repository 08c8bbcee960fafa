import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDatabase } from "@/lib/platform/db/db";
import { log } from "@/lib/platform/log";
import { processSingleton } from "@/lib/platform/process-singleton";
import { stopEngine } from "./engine";
import { cancelWaiters } from "./waiting";

/** A server must exit within 10 s of the signal. Other servers resume unfinished work from its last checkpoint. */
const CLOSE_MS = 3_000;
const LAST_ANSWERS_MS = 1_000;
const DRAIN_MS = 4_000;
const DISCONNECT_MS = 500;
const LAST_RESORT_MS = 9_500;

const shutdown = () => processSingleton("shutdown", () => ({ watching: false, stopping: false }));

/**
 * On SIGTERM and SIGINT: answers requests in flight, finishes or checkpoints workflows, and leaves the rest to other
 * servers. Next's own handler would exit before the workflows are done.
 */
export function shutDownGracefully(): void {
  if (shutdown().watching) return;
  shutdown().watching = true;
  let server: Server | undefined;
  // Next does not expose its server, but every request event names it.
  subscribe("http.server.request.start", (message) => {
    server ??= (message as { server: Server }).server;
  });
  // A client must not send another request over a kept-alive connection.
  subscribe("http.server.response.finish", () => {
    if (shutdown().stopping) setImmediate(() => server?.closeIdleConnections());
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => void stop(server));
  }
}

async function stop(server: Server | undefined): Promise<void> {
  if (shutdown().stopping) return;
  shutdown().stopping = true;
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
  const startedAt = performance.now();
  try {
    const closing = close(server);
    await within(CLOSE_MS, closing);
    cancelWaiters();
    await within(LAST_ANSWERS_MS, closing);
    await stopEngine(DRAIN_MS);
    await within(DISCONNECT_MS, closeDatabase());
    log().info({ ms: Math.round(performance.now() - startedAt) }, "stopped");
    process.exit(0);
  } catch (error) {
    log().error({ error }, "stopping failed");
    process.exit(1);
  }
}

function close(server: Server | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!server) return resolve();
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

const within = (ms: number, work: Promise<void>) => Promise.race([work, sleep(ms, undefined, { ref: false })]);
