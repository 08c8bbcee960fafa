import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { databasePool } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { defineWorkflow, step } from "./durable";
import { startEngine, stopEngine } from "./engine";
import { heartbeat, withDeadExecutors } from "./executors-store";
import { cancelWaiters, resetWaiters } from "./waiting";

type Work = { executor_id: string; status: string; application_version: string };

async function workOf(id: string): Promise<Work | undefined> {
  const [row] = await system().transaction(
    (tx) => tx.$queryRaw<Work[]>`
      SELECT executor_id, status, application_version FROM dbos.workflow_status WHERE workflow_uuid = ${id}`,
  );
  return row;
}

async function finishedSteps(id: string): Promise<number> {
  const sql = "SELECT count(*)::int FROM dbos.operation_outputs WHERE workflow_uuid = $1";
  return (await databasePool().query(sql, [id])).rows[0].count;
}

const seen: string[] = [];
let gate = Promise.resolve();
/** Whoever comes to the gate waits until it is opened. */
function closeGate(): () => void {
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  return open;
}
const stopped = async () => {
  seen.push("stopped");
};
const once = defineWorkflow("test-once", {
  async run({ word }: { word: string }) {
    await step("say", async () => void seen.push(word));
  },
  stopped,
});
const gated = defineWorkflow("test-gated", {
  async run({ word }: { word: string }) {
    await step("before", async () => void seen.push(`${word} began`));
    await step("wait", () => gate);
    await step("after", async () => void seen.push(`${word} ended`));
  },
  stopped,
});
async function begun() {
  const open = closeGate();
  const id = randomUUID();
  return { id, open, run: await gated.start(id, { word: id }) };
}
const concluding = defineWorkflow("test-concluding", {
  async run({ word }: { word: string }, conclude: (word: string) => void) {
    await step("conclude", async () => conclude(word));
    await step("tidy up", () => gate);
  },
  stopped,
});
let failures = 0;
const stumbling = defineWorkflow("test-stumbling", {
  async run() {
    await step("stumble", async () => {
      if (failures++ < 2) throw new Error("the database restarts");
    });
  },
  stopped,
});

describe("a durable workflow", () => {
  it("begun twice under one id runs once, and both see its end", async () => {
    const id = randomUUID();
    const runs = await Promise.all([once.start(id, { word: id }), once.start(id, { word: id })]);
    expect(await Promise.all(runs.map((run) => run.ended(5_000)))).toEqual([true, true]);
    expect(seen.filter((word) => word === id)).toHaveLength(1);
  });

  it("defined again under its name, as by a second bundle or a hot reload, only gets a new body", async () => {
    const again = defineWorkflow("test-once", {
      async run({ word }: { word: string }) {
        await step("say", async () => void seen.push(`new ${word}`));
      },
      stopped,
    });
    await (await once.start(randomUUID(), { word: "body" })).ended(5_000);
    await (await again.start(randomUUID(), { word: "body" })).ended(5_000);
    expect(seen.filter((word) => word === "new body")).toHaveLength(2);
  });

  it("repeats a step that passing trouble has stopped", async () => {
    const run = await stumbling.start(randomUUID(), {});
    expect(await run.ended(8_000)).toBe(true);
    expect(failures).toBe(3);
  });

  it("is waited for no longer than asked, and goes on", async () => {
    const { open, run } = await begun();
    expect(await run.ended(100)).toBe(false);
    open();
    expect(await run.ended(5_000)).toBe(true);
  });

  it("is not waited for when it has concluded, here or by another who asks, while the engine still notes its end", async () => {
    const open = closeGate();
    const id = randomUUID();
    const runs = await Promise.all([concluding.start(id, { word: "done" }), concluding.start(id, { word: "done" })]);
    expect(await Promise.all(runs.map((run) => run.ended(5_000)))).toEqual([true, true]);
    expect(runs.map((run) => run.conclusion())).toEqual(["done", "done"]);
    expect((await workOf(id))?.status).toBe("PENDING");
    open();
    await expect.poll(async () => (await workOf(id))?.status).toBe("SUCCESS");
    const late = await concluding.start(id, { word: "done" });
    expect([await late.ended(5_000), late.conclusion()]).toEqual([true, undefined]);
  });

  it("that runs on another server is asked for many times a second, not once", async () => {
    const id = randomUUID();
    await (await once.start(id, { word: id })).ended(5_000);
    // As if a neighbour, who stays alive, had taken it up.
    const neighbour = `neighbour-${id}`;
    await system().transaction(
      (tx) => tx.$executeRaw`INSERT INTO executor VALUES (${neighbour}, now() + interval '1 hour')`,
    );
    await system().transaction(
      (tx) => tx.$executeRaw`
        UPDATE dbos.workflow_status SET executor_id = ${neighbour}, status = 'PENDING' WHERE workflow_uuid = ${id}`,
    );
    const sent = vi.spyOn(databasePool(), "query");
    const polls = () => sent.mock.calls.filter(([, values]) => Array.isArray(values) && values[0] === id).length;
    const run = await once.start(id, { word: id });
    const end = run.ended(10_000);
    await expect.poll(polls).toBeGreaterThan(0);
    const before = polls();
    expect(await run.ended(2_000)).toBe(false);
    // The engine's own pace would make it two.
    expect(polls() - before).toBeGreaterThan(5);
    await system().transaction(
      (tx) => tx.$executeRaw`UPDATE dbos.workflow_status SET status = 'SUCCESS' WHERE workflow_uuid = ${id}`,
    );
    expect(await end).toBe(true);
    sent.mockRestore();
    await system().transaction((tx) => tx.executor.deleteMany({ where: { id: neighbour } }));
  });

  it("is stored under a version that no deploy changes", async () => {
    const id = randomUUID();
    await (await once.start(id, { word: id })).ended(5_000);
    expect(await workOf(id)).toMatchObject({ application_version: "1", status: "SUCCESS" });
  });
});

describe("the work of a server that died", () => {
  it("is found when its lease is over, and by one server at a time", async () => {
    const { executorId } = await startEngine();
    const id = randomUUID();
    await (await once.start(id, { word: id })).ended(5_000);
    const dead = `dead-${id}`;
    const found: string[][] = [];
    // The engine of this process sweeps too, and may be the first to come.
    const look = async () => {
      await system().transaction(
        (tx) => tx.$executeRaw`
          UPDATE dbos.workflow_status SET executor_id = ${dead}, status = 'PENDING' WHERE workflow_uuid = ${id}`,
      );
      await withDeadExecutors(60_000, async (ids) => {
        found.push(ids);
        await withDeadExecutors(60_000, async (others) => void found.push(others));
      });
      return found;
    };
    await expect.poll(look).not.toEqual([]);
    expect(found).toEqual([[dead]]);
    expect(found.flat()).not.toContain(executorId);
    await heartbeat(dead);
    await withDeadExecutors(60_000, async (ids) => void found.push(ids));
    expect(found).toHaveLength(1);
    await system().transaction(
      (tx) => tx.$executeRaw`UPDATE dbos.workflow_status SET status = 'SUCCESS' WHERE workflow_uuid = ${id}`,
    );
    await system().transaction((tx) => tx.executor.deleteMany({ where: { id: dead } }));
  });

  it("is run to its end by a neighbour, from its last finished step", async () => {
    await startEngine();
    const { id, open } = await begun();
    await expect.poll(() => finishedSteps(id)).toBe(1);
    // As if it had begun on a server that is dead now: the sweep of this one takes it up.
    await system().transaction(
      (tx) => tx.$executeRaw`UPDATE dbos.workflow_status SET executor_id = 'dead' WHERE workflow_uuid = ${id}`,
    );
    await expect.poll(async () => (await workOf(id))?.executor_id).not.toBe("dead");
    open();
    await expect.poll(async () => (await workOf(id))?.status).toBe("SUCCESS");
    expect(seen.filter((word) => word === `${id} began`)).toHaveLength(1);
  });
});

describe("a server that is told to go", () => {
  it("answers at once whoever waits for a workflow, and who comes after", async () => {
    const { open, run } = await begun();
    const waited = run.ended(60_000);
    cancelWaiters();
    expect(await waited).toBe(false);
    expect(await run.ended(60_000)).toBe(false);
    resetWaiters();
    open();
    expect(await run.ended(5_000)).toBe(true);
  });

  it("beats until its work is done, then leaves no lease behind", async () => {
    const { executorId } = await startEngine();
    const { id, open } = await begun();
    const lastSeen = async () =>
      (await system().transaction((tx) => tx.executor.findUnique({ where: { id: executorId } })))?.seenAt.getTime() ??
      0;
    const stopping = stopEngine(10_000);
    const before = await lastSeen();
    await expect.poll(lastSeen).toBeGreaterThan(before);
    expect((await workOf(id))?.status).toBe("PENDING");
    open();
    await stopping;
    expect(await workOf(id)).toMatchObject({ status: "SUCCESS", executor_id: executorId });
    expect(await lastSeen()).toBe(0);
  });

  it("while a workflow is between two steps leaves it to who comes next, unended", async () => {
    await startEngine();
    const { id, open } = await begun();
    await expect.poll(() => finishedSteps(id)).toBe(1);
    await stopEngine(0);
    open();
    // What is done without an engine is not remembered; nor is it that the workflow could not go on.
    await sleep(500);
    expect((await workOf(id))?.status).toBe("PENDING");
    await startEngine();
    await expect.poll(async () => (await workOf(id))?.status).toBe("SUCCESS");
    expect(seen.filter((word) => word === `${id} ended`)).toHaveLength(1);
  });

  it("can start anew in the same process", async () => {
    const run = await once.start(randomUUID(), { word: "anew" });
    expect(await run.ended(5_000)).toBe(true);
  });
});

describe("a server that starts", () => {
  it("does not wait for its engine, so that a database that is away costs answers and not the server", async () => {
    const { boot } = await import("@/instrumentation-node");
    vi.stubEnv("NODE_ENV", "test");
    expect(boot()).toBeUndefined();
  });
});
