import { Prisma } from "@/lib/generated/prisma/client";
import { bySystem, recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { execute, type Tx } from "@/lib/platform/db/db";

type Ended = { id: string; organizationId: string; trunkId: string };

/**
 * A number that the carrier has just sold was never another organization's, so unproven registrations end.
 * @param buyerId its own record stays
 * @param requestId the request that the events name as their cause
 */
export async function endRegistrations(
  tx: Tx,
  phoneNumber: string,
  { buyerId, requestId }: { buyerId: string; requestId: string },
): Promise<void> {
  const { rows } = await execute<Ended>(
    tx,
    Prisma.sql`
      WITH ended AS (
        DELETE FROM phone_number
        WHERE phone_number = ${phoneNumber} AND status <> 'lost_at_carrier' AND organization_id <> ${buyerId}::uuid
          AND managed_account_id IS NULL
        RETURNING id, organization_id, trunk_id
      ), freed AS (
        UPDATE organization SET phone_numbers_used = phone_numbers_used - 1
        FROM ended WHERE organization.id = ended.organization_id
      )
      SELECT id, organization_id AS "organizationId", trunk_id AS "trunkId" FROM ended`,
    { name: "end_registrations" },
  );
  for (const { id, organizationId, trunkId } of rows) {
    await recordAuditEvent(tx, bySystem(organizationId, requestId), {
      action: "phone_number.registration_ended",
      targetId: id,
      before: { phone_number: phoneNumber, trunk_id: trunkId },
      after: { reason: "bought_by_another_organization" },
    });
  }
}
