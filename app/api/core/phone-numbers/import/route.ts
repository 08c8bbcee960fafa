import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { importPhoneNumbers } from "@/lib/numbers/import/import-phone-numbers";
import { IMPORT_KEPT_DAYS } from "@/lib/numbers/import/purge-imports";
import { ImportQuery, ImportRecord, MAX_IMPORT_BYTES } from "@/lib/numbers/import/schemas";

export const POST = withApi(
  {
    operation: "importPhoneNumbers",
    tag: "Phone numbers",
    summary: "Import your own numbers from a CSV file",
    description:
      "All lines are checked before any is written; one invalid line and nothing is imported. The header row names the columns, `phone_number` and `trunk` (a name or an id); unknown columns are ignored and listed. A number already on its trunk is left unchanged, so the same file can be sent again. At most 100,000 lines. Small files are imported before the response; larger ones run as a job at `Location`.",
    scopes: managePhoneNumbers,
    query: ImportQuery,
    csvBody: {
      description:
        "At most 10 MiB, in UTF-8, UTF-16 or Windows-1252; cells separated by commas, semicolons, tabs or bars.",
    },
    maxBodyBytes: MAX_IMPORT_BYTES,
    limit: "import",
    idempotent: true,
    idempotencyDays: IMPORT_KEPT_DAYS,
    responses: {
      200: { description: "Result of a dry run. Nothing was written.", body: ImportRecord },
      201: { description: "Every line was imported.", body: ImportRecord },
      202: { description: "The import is still running; follow `Location`.", body: ImportRecord },
    },
    errors: ["managed_trunk", "not_found", "import_has_errors", "phone_number_limit_reached"],
  },
  async ({ ctx, csv: file, query, idempotencyKey }) => {
    const record = await importPhoneNumbers(ctx, { file, query, idempotencyKey });
    const headers = { Location: `/core/imports/${record.import_id}` };
    if (record.status !== "completed") return { status: 202, body: record, headers };
    return { status: record.dry_run ? 200 : 201, body: record, headers };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
