import { z } from "zod";
import { QueryBoolean } from "@/lib/http/schemas";

export const ReleasePhoneNumberQuery = z.strictObject({
  immediately: QueryBoolean.default(false).meta({
    description: "`true` gives the number back without an undo window, or ends one that runs. This cannot be undone.",
  }),
});
export type ReleasePhoneNumberQuery = z.infer<typeof ReleasePhoneNumberQuery>;
