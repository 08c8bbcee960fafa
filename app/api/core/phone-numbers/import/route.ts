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
    summary: "Register many numbers of your own from a CSV file",
    description:
      "All lines are checked before the first is written: one bad line and nothing is. The first line names the columns, `phone_number` and `trunk` (a name or an id); columns that it does not know are ignored and listed. A number that is on its trunk already is left as it is, so that the same file may be sent again. At most 100,000 lines. A small file is answered when it is done; a larger one is imported as a job, which `Location` follows.",
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
      200: { description: "The judgement of a dry run. Nothing was written.", body: ImportRecord },
      201: { description: "Every line is in the directory.", body: ImportRecord },
      202: { description: "The import goes on; `Location` tells how far it is and how it ends.", body: ImportRecord },
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
