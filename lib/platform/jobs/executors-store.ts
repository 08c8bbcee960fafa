import { Prisma } from "@/lib/generated/prisma/client";
import { system } from "@/lib/platform/db/system";

/** Extends this server's lease on its work, by the database's clock. */
export async function heartbeat(executorId: string): Promise<void> {
  await system().sql(
    Prisma.sql`
      INSERT INTO executor (id) VALUES (${executorId})
    ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`,
    { name: "heartbeat", writes: true },
  );
}

export async function deregister(executorId: string): Promise<void> {
  await system().sql(Prisma.sql`DELETE FROM executor WHERE id = ${executorId}`, { writes: true });
}

/** Passes executors with work but no heartbeat within the lease to `recover`, one server at a time. */
export async function withDeadExecutors(leaseMs: number, recover: (executorIds: string[]) => Promise<void>) {
  await system().transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtext('trunkline:recovery')) AS held`;
    if (!lock?.held) return;
    const dead = await tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT work.executor_id AS id
      FROM dbos.workflow_status work
      LEFT JOIN executor ON executor.id = work.executor_id
                        AND executor.seen_at > clock_timestamp() - make_interval(secs => ${leaseMs / 1000})
      WHERE work.status = 'PENDING' AND executor.id IS NULL`;
    if (dead.length > 0) await recover(dead.map(({ id }) => id));
    await tx.$executeRaw`DELETE FROM executor WHERE seen_at < clock_timestamp() - interval '1 hour'`;
  });
}
