import type { Prisma } from "@/lib/generated/prisma/client";
import { system } from "@/lib/platform/db/system";
import { LOST_WORKFLOW_AFTER_MS } from "@/lib/platform/jobs/retry-limits";

/** One attempt of one delivery, counted from 1. A replay changes `giveUpAt`, which makes its attempts distinct. */
export type Attempt = { deliveryId: string; attempt: number; giveUpAt: string };

/** Concurrent attempts per endpoint, so a slow endpoint delays only itself. */
const AT_ONCE = 5;
const PER_SWEEP = 200;

/** Returns due attempts, oldest first, at most as many per endpoint as it has room for. */
export async function dueAttempts(): Promise<Attempt[]> {
  const rows = await system().read(
    (tx) => tx.$queryRaw<DeliveryRow[]>`
      SELECT due.id, due.attempts, due.give_up_at
      FROM webhook_endpoint endpoint
      CROSS JOIN LATERAL (
        SELECT id, attempts, give_up_at, next_attempt_at FROM webhook_delivery
        WHERE endpoint_id = endpoint.id AND status = 'pending' AND begun_at IS NULL
          AND next_attempt_at <= clock_timestamp()
        ORDER BY next_attempt_at, id
        LIMIT GREATEST(0, ${AT_ONCE}::int - (
          SELECT count(*) FROM webhook_delivery begun
          WHERE begun.endpoint_id = endpoint.id AND begun.begun_at IS NOT NULL))
      ) due
      WHERE endpoint.enabled
      ORDER BY due.next_attempt_at LIMIT ${PER_SWEEP}`,
  );
  return rows.map(attemptOf);
}

type DeliveryRow = { id: string; attempts: number; give_up_at: Date };

function attemptOf({ id, attempts, give_up_at }: DeliveryRow): Attempt {
  return { deliveryId: id, attempt: attempts + 1, giveUpAt: give_up_at.toISOString() };
}

/** Started attempts that cannot have a workflow anymore. */
export async function lostAttempts(): Promise<Attempt[]> {
  const rows = await system().read(
    (tx) => tx.$queryRaw<DeliveryRow[]>`
      SELECT id, attempts, give_up_at FROM webhook_delivery
      WHERE begun_at < clock_timestamp() - make_interval(secs => ${LOST_WORKFLOW_AFTER_MS / 1_000})
      ORDER BY begun_at DESC LIMIT ${PER_SWEEP}`,
  );
  return rows.map(attemptOf);
}

/** Marks the attempt as started. Returns false when nothing is left to do; repeating a successful call returns true. */
export async function beginAttempt({ deliveryId, attempt, giveUpAt }: Attempt): Promise<boolean> {
  const begun = await system().transaction(
    (tx) => tx.$executeRaw`
      UPDATE webhook_delivery SET begun_at = COALESCE(begun_at, clock_timestamp())
      WHERE id = ${deliveryId}::uuid AND attempts = ${attempt} - 1 AND (begun_at IS NOT NULL OR (
        status = 'pending' AND give_up_at = ${giveUpAt}::timestamptz
        AND EXISTS (SELECT 1 FROM webhook_endpoint WHERE id = endpoint_id AND enabled)))`,
  );
  return begun === 1;
}

const toSend = { event: true, endpoint: true } as const;
export type DeliveryToSend = Prisma.WebhookDeliveryGetPayload<{ include: typeof toSend }>;

/** Returns null when the endpoint was deleted meanwhile. */
export async function findDelivery({ deliveryId }: Attempt): Promise<DeliveryToSend | null> {
  return system().read((tx) => tx.webhookDelivery.findUnique({ where: { id: deliveryId }, include: toSend }));
}
