import { randomUUID } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { byReconcile } from "./by-reconcile";

type Count = { id: string; used: number; counted: number };

const COUNT_MS = 60_000;

/** Fixes counters that differ from the actual count, one organization at a time. Returns their ids. */
export async function repairCounters(): Promise<string[]> {
  const suspects = await system().transaction((tx) => tx.$queryRaw<Count[]>`${counts} WHERE used <> counted`, {
    timeoutMs: COUNT_MS,
  });
  const repaired: string[] = [];
  for (const { id } of suspects) if (await repairCounter(id)) repaired.push(id);
  return repaired;
}

async function repairCounter(organizationId: string): Promise<boolean> {
  return system().transaction(
    async (tx) => {
      // The row lock blocks quota changes, so the next statement sees all earlier ones.
      await tx.$queryRaw`SELECT 1 FROM organization WHERE id = ${organizationId}::uuid FOR UPDATE`;
      const [count] = await tx.$queryRaw<Count[]>`${counts} WHERE id = ${organizationId}::uuid`;
      if (!count || count.used === count.counted) return false;
      await setCounter(tx, count);
      return true;
    },
    { name: "counter-repaired" },
  );
}

async function setCounter(tx: Tx, { id, used, counted }: Count): Promise<void> {
  await tx.organization.update({ where: { id }, data: { phoneNumbersUsed: counted } });
  const before = { phone_numbers_used: used };
  const after = { phone_numbers_used: counted };
  await tx.finding.create({
    data: {
      id: randomUUID(),
      organizationId: id,
      kind: "counter_mismatch",
      details: { used, counted },
      resolvedAt: new Date(),
      resolution: "repaired",
    },
  });
  await recordAuditEvent(tx, byReconcile(id), {
    action: "organization.counter_repaired",
    targetId: id,
    before,
    after,
  });
}

/** Quota counts numbers that are not lost and purchases that may become one. */
const counts = Prisma.sql`
  SELECT id, used, counted FROM (
    SELECT organization.id, phone_numbers_used AS used,
           (SELECT count(*)::int FROM phone_number number
            WHERE number.organization_id = organization.id AND number.status <> 'lost_at_carrier')
         + (SELECT count(*)::int FROM purchase
            WHERE purchase.organization_id = organization.id AND purchase.status IN ('pending', 'needs_attention'))
           AS counted
    FROM organization) AS slots`;
