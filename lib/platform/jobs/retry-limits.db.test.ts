import { randomUUID } from "node:crypto";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { databasePool } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env";
import { defineWorkflow, type Failure, step } from "./durable";
import { MAX_ATTEMPTS, maxRetryMs, retryPauseMs } from "./retry-limits";

type Work = { id: string };

const attempts = new Map<string, number>();
const stops = new Map<string, Failure[]>();
const count = (id: string) => attempts.set(id, (attempts.get(id) ?? 0) + 1);
const stopped = async ({ id }: Work, failure: Failure) => void stops.set(id, [...(stops.get(id) ?? []), failure]);

const inStep = defineWorkflow("test-bug-in-step", {
  run: ({ id }: Work) =>
    step("break", async () => {
      count(id);
      throw new TypeError("undefined is not a function");
    }),
  stopped,
});
const betweenSteps = defineWorkflow("test-bug-between-steps", {
  async run({ id }: Work) {
    count(id);
    throw new TypeError("undefined is not a function");
  },
  stopped,
});
const unstoppable = defineWorkflow("test-unstoppable", {
  run: ({ id }: Work) =>
    step("break", async () => {
      count(id);
      throw new Error("refused");
    }),
  stopped: async ({ id }: Work) => {
    count(`${id} stopped`);
    throw new Error("refused too");
  },
});
const server = onServer();
let cutOnce: (() => Promise<void>) | undefined;
const asking = defineWorkflow("test-asking", {
  run: ({ id }: Work) =>
    step("ask", async () => {
      count(id);
      const cut = cutOnce;
      cutOnce = undefined;
      await cut?.();
      await databasePool().query("SELECT 1");
    }),
  stopped,
});

/** Past the product's own database, which is to be away. */
function onServer(): pg.Client {
  const url = new URL(env().DATABASE_URL);
  url.pathname = "/postgres";
  return new pg.Client({ connectionString: url.href });
}

const database = new URL(env().DATABASE_URL).pathname.slice(1);
const allowConnections = (allowed: boolean) => server.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS ${allowed}`);

const statusOf = async (id: string): Promise<string> =>
  (await databasePool().query("SELECT status FROM dbos.workflow_status WHERE workflow_uuid = $1", [id])).rows[0]
    ?.status;

describe("a workflow that an error of our own stops", () => {
  it("in a step is stopped after a limited number of attempts, once, and ends", async () => {
    const id = randomUUID();
    await inStep.start(id, { id });
    await expect.poll(() => statusOf(id)).toBe("SUCCESS");
    expect(attempts.get(id)).toBeGreaterThan(1);
    expect(attempts.get(id)).toBeLessThanOrEqual(MAX_ATTEMPTS);
    expect(stops.get(id)).toMatchObject([{ error: { message: "undefined is not a function" }, workflowId: id }]);
  });

  it("between two steps is stopped at once, and ends", async () => {
    const id = randomUUID();
    await betweenSteps.start(id, { id });
    await expect.poll(() => statusOf(id)).toBe("SUCCESS");
    expect([attempts.get(id), stops.get(id)?.length]).toEqual([1, 1]);
  });

  it("ends as an error when that cannot be written down either", async () => {
    const id = randomUUID();
    await unstoppable.start(id, { id });
    await expect.poll(() => statusOf(id)).toBe("ERROR");
    expect(attempts.get(`${id} stopped`)).toBeLessThanOrEqual(MAX_ATTEMPTS);
  });

  it("waits for a database that is away for longer than the limits, and then goes on", async () => {
    const id = randomUUID();
    await server.connect();
    cutOnce = async () => {
      await allowConnections(false);
      await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [database]);
    };
    await asking.start(id, { id });
    try {
      const startedAt = performance.now();
      const waited = () => performance.now() - startedAt > 1.5 * maxRetryMs() && (attempts.get(id) ?? 0) > 2;
      await expect.poll(waited).toBe(true);
    } finally {
      await allowConnections(true);
      await server.end();
    }
    await expect.poll(() => statusOf(id).catch(() => undefined)).toBe("SUCCESS");
    expect(stops.get(id)).toBe(undefined);
  });
});

describe("the pause between two attempts", () => {
  it("doubles up to a fifth of the patience, half of it random", () => {
    const longest = maxRetryMs() / 5;
    expect(retryPauseMs(1, 1)).toBeCloseTo(maxRetryMs() / 600);
    expect(retryPauseMs(2, 1)).toBeCloseTo(2 * retryPauseMs(1, 1));
    expect(retryPauseMs(20, 1)).toBe(longest);
    expect(retryPauseMs(20, 0)).toBe(longest / 2);
  });
});
