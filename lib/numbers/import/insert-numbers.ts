import { homeOf } from "@/lib/numbers/phone-numbers/home-of";
import type { ParsedPhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import type { Tx } from "@/lib/platform/db/db";

export type NewNumber = { number: ParsedPhoneNumber; trunkId: string };

const ROWS_A_STATEMENT = 10_000;

/** Uses a constant number of statements, however many numbers there are. */
export async function insertNumbers(tx: Tx, organizationId: string, numbers: NewNumber[]): Promise<void> {
  for (let start = 0; start < numbers.length; start += ROWS_A_STATEMENT) {
    const rows = numbers.slice(start, start + ROWS_A_STATEMENT).map(({ number, trunkId }) => ({
      n: number.e164,
      c: number.countryCode,
      k: number.phoneNumberType,
      t: trunkId,
      ...homeOf(number),
    }));
    await tx.$executeRaw`
      INSERT INTO phone_number (id, organization_id, phone_number, country_code, phone_number_type, trunk_id, locality, region)
      SELECT gen_random_uuid(), ${organizationId}::uuid, n, c, k::phone_number_type, t, locality, region
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           AS row (n text, c text, k text, t uuid, locality text, region text)`;
  }
}
