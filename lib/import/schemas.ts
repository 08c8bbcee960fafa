import { z } from "zod";
import { QueryBoolean } from "@/lib/http/schemas";

/** Of one file: what a single transaction and a single table of errors hold comfortably. */
export const MAX_IMPORT_LINES = 100_000;
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
export const MAX_LISTED_ERRORS = 1_000;

export const ImportQuery = z.strictObject({
  dry_run: QueryBoolean.optional().meta({ description: "`true` only checks the file: nothing is written." }),
  trunk_id: z.uuid().optional().meta({ description: "The trunk of every line that names none." }),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

export const ImportError = z
  .object({
    line: z.int().meta({ description: "Where the record begins, as an editor counts, from 1." }),
    column: z.enum(["phone_number", "trunk"]),
    value: z.string().meta({ description: "What stands there, at most 100 characters of it." }),
    message: z.string(),
  })
  .meta({ id: "ImportError" });
export type ImportError = z.infer<typeof ImportError>;

export const ImportReport = z
  .object({
    dry_run: z.boolean(),
    lines: z.int().meta({ description: "Lines that are not blank, without the header." }),
    new_numbers: z.int().meta({ description: "Registered, or in a dry run: what would be." }),
    unchanged: z.int().meta({ description: "Already on that trunk: nothing to do." }),
    ignored_columns: z.array(z.string()),
    warnings: z.array(z.string()).meta({
      description: "What was read otherwise than you may expect, in sentences: another encoding, a column left out.",
    }),
    exceeds_limit: z.boolean().meta({ description: "The plan has no room for the new numbers." }),
    error_count: z.int(),
    errors: z.array(ImportError).meta({ description: `By line; the first ${MAX_LISTED_ERRORS}.` }),
  })
  .meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof ImportReport>;
