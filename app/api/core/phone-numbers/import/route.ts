import { allowOnly } from "@/lib/http/allow-only";
import { withApi } from "@/lib/http/with-api";
import { importPhoneNumbers } from "@/lib/import/import-phone-numbers";
import { ImportQuery, ImportReport, MAX_IMPORT_BYTES } from "@/lib/import/schemas";
import { managePhoneNumbers } from "@/lib/phone-numbers/scopes";

export const POST = withApi(
  {
    operation: "importPhoneNumbers",
    tag: "Phone numbers",
    summary: "Register many numbers of your own from a CSV file",
    description:
      "All of them or none: one bad line and nothing is written. The first line names the columns, `phone_number` and `trunk` (a name or an id); columns that it does not know are ignored and listed. A number that is on its trunk already is left as it is, so that the same file may be sent again. At most 100,000 lines.",
    scopes: managePhoneNumbers,
    query: ImportQuery,
    csvBody: {
      description:
        "At most 10 MiB, in UTF-8, UTF-16 or Windows-1252; cells separated by commas, semicolons, tabs or bars.",
    },
    maxBodyBytes: MAX_IMPORT_BYTES,
    responses: {
      200: { description: "The judgement of a dry run. Nothing was written.", body: ImportReport },
      201: { description: "Every line is in the directory.", body: ImportReport },
    },
    errors: ["managed_trunk", "not_found", "import_has_errors", "phone_number_limit_reached"],
  },
  async ({ ctx, csv, query }) => {
    const report = await importPhoneNumbers(ctx, csv, query);
    if (report.dry_run) return { body: report };
    return { status: 201, body: report, headers: { Location: "/core/phone-numbers" } };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly({ POST });
