import type { Context } from "@/lib/identity/actor";
import type { Tx } from "@/lib/platform/db/db";
import { type PhoneNumberRow, withAgents } from "./serialize-phone-number";

/**
 * The organization's rows of these numbers (E.164) as they stay until the transaction ends, by number; unknown ones are
 * left out. Every caller takes its locks in the same order, so that no two wait for each other.
 */
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
  // A number that was lost at the carrier and bought again has two rows; the newer one is meant.
  return new Map(rows.map((row) => [row.phoneNumber, row]));
}
