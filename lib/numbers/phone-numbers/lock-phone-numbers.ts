import type { Context } from "@/lib/identity/actor";
import type { Tx } from "@/lib/platform/db/db";
import { type PhoneNumberRow, withAgents } from "./serialize-phone-number";

/** Keyed by E.164 number; skips unknown numbers. Locks in one order to avoid deadlocks. */
export async function lockPhoneNumbers(
  tx: Tx,
  { organizationId }: Context,
  phoneNumbers: string[],
): Promise<Map<string, PhoneNumberRow>> {
  if (phoneNumbers.length === 0) return new Map();
  await tx.$queryRaw`
    SELECT 1 FROM phone_number
    WHERE organization_id = ${organizationId}::uuid AND phone_number = ANY(${phoneNumbers}::text[])
    ORDER BY id FOR UPDATE`;
  const rows = await tx.phoneNumber.findMany({
    where: { organizationId, phoneNumber: { in: phoneNumbers } },
    orderBy: { createdAt: "asc" },
    include: withAgents,
    relationLoadStrategy: "join",
  });
  // A number that was lost at the carrier and bought again has two rows; the newer one wins.
  return new Map(rows.map((row) => [row.phoneNumber, row]));
}
