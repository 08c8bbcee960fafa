import { z } from "zod";
import { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { QueryBoolean, Warnings } from "@/lib/platform/schemas";

export const ReleasePhoneNumberQuery = z.strictObject({
  immediately: QueryBoolean.default(false).meta({
    description: "`true` gives the number back without an undo window, or ends one that runs. This cannot be undone.",
  }),
});
export type ReleasePhoneNumberQuery = z.infer<typeof ReleasePhoneNumberQuery>;

export const RestoredPhoneNumber = PhoneNumberRecord.extend({ warnings: Warnings }).meta({ id: "RestoredPhoneNumber" });
export type RestoredPhoneNumber = z.infer<typeof RestoredPhoneNumber>;
