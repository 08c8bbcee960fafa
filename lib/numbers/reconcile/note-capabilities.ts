import { Prisma } from "@/lib/generated/prisma/client";
import { system } from "@/lib/platform/db/system";
import type { BoughtNumber } from "./directory";
import { findInListing } from "./listing";
import type { Sweep } from "./sweep";

/** Leaves `updated_at` alone, because the number itself did not change. */
export async function noteCapabilities(sweep: Sweep, rows: BoughtNumber[]): Promise<void> {
  const changed = rows.flatMap((row) => {
    const known = findInListing(sweep.listing, row.phoneNumber, row.purchase)?.capabilities;
    if (!known) return [];
    const { voice, sms, mms } = known;
    const isSame = row.voiceEnabled === voice && row.smsEnabled === sms && row.mmsEnabled === mms;
    return isSame ? [] : [{ id: row.id, voice, sms, mms }];
  });
  if (changed.length === 0) return;
  sweep.requireLead();
  await system().sql(
    Prisma.sql`
    UPDATE phone_number SET voice_enabled = now.voice, sms_enabled = now.sms, mms_enabled = now.mms
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS now (id uuid, voice boolean, sms boolean, mms boolean)
    WHERE phone_number.id = now.id`,
    { writes: true },
  );
}
