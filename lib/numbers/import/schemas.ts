import { z } from "zod";
import { listQuery, pageOf, QueryBoolean, Timestamp, Uuid } from "@/lib/platform/schemas";

/** Per file. */
export const MAX_IMPORT_LINES = 100_000;
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
export const MAX_LISTED_ERRORS = 1_000;

export const ImportQuery = z.strictObject({
  dry_run: QueryBoolean.optional().meta({ description: "`true` only checks the file: nothing is written." }),
  trunk_id: Uuid.optional().meta({ description: "The trunk for lines without one." }),
  file_name: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "How the list of imports shows the file.", example: "numbers.csv" }),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

export const ImportError = z
  .object({
    line: z.int().meta({ description: "1-based line number." }),
    column: z.enum(["phone_number", "trunk"]),
    value: z.string().meta({ description: "The value (first 100 characters)." }),
    message: z.string(),
  })
  .meta({ id: "ImportError" });
export type ImportError = z.infer<typeof ImportError>;

export const ImportReport = z
  .object({
    dry_run: z.boolean(),
    lines: z.int().meta({ description: "Lines that are not blank, without the header." }),
    new_numbers: z.int().meta({ description: "Registered; in a dry run, or when a line is wrong, what would be." }),
    unchanged: z.int().meta({ description: "Already on that trunk: nothing to do." }),
    ignored_columns: z.array(z.string()),
    warnings: z.array(z.string()).meta({
      description: "Notes about how the file was read, such as another encoding or an ignored column.",
    }),
    exceeds_limit: z.boolean().meta({ description: "The plan has no room for the new numbers." }),
    error_count: z.int(),
    errors: z.array(ImportError).meta({ description: `By line; the first ${MAX_LISTED_ERRORS}.` }),
  })
  .meta({ id: "ImportReport" });
export type ImportReport = z.infer<typeof ImportReport>;

export const ImportStatus = z.enum(["pending", "running", "completed", "failed"]);
export type ImportStatus = z.infer<typeof ImportStatus>;

export const ImportRecord = ImportReport.extend({
  import_id: z.uuid(),
  status: ImportStatus.meta({ description: "A pending or running import always ends in completed or failed." }),
  percent: z.int().min(0).max(100),
  file_name: z.string().nullable(),
  lines_written: z.int().meta({
    description: "Lines without errors, from the top of the file, that are in the directory for certain.",
  }),
  error: z
    .object({ code: z.string(), detail: z.string() })
    .nullable()
    .meta({ description: "Why it failed, and what to do." }),
  created_at: Timestamp,
  finished_at: Timestamp.nullable(),
}).meta({ id: "Import" });
export type ImportRecord = z.infer<typeof ImportRecord>;

export const ImportPage = pageOf(ImportRecord.omit({ errors: true }).meta({ id: "ImportSummary" }), "ImportPage");
export type ImportPage = z.infer<typeof ImportPage>;

export const ListImportsQuery = z.strictObject({
  limit: listQuery.limit,
  cursor: listQuery.cursor,
  created_after: listQuery.created_after,
  created_before: listQuery.created_before,
});
export type ListImportsQuery = z.infer<typeof ListImportsQuery>;

export const ImportParams = z.object({ importId: Uuid });
