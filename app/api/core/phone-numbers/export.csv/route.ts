import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { exportPhoneNumbers } from "@/lib/numbers/phone-numbers/export-phone-numbers";
import { ExportPhoneNumbersQuery } from "@/lib/numbers/phone-numbers/schemas";

export const GET = withApi(
  {
    operation: "exportPhoneNumbers",
    tag: "Phone numbers",
    summary: "Export phone numbers as CSV",
    description:
      "The whole directory, or the numbers that match the list's filters, newest first. Text that a spreadsheet would run as a formula is prefixed with an apostrophe; phone numbers keep their plus.",
    scopes: readPhoneNumbers,
    query: ExportPhoneNumbersQuery,
    responses: { 200: { description: "A header row, then one line per number.", csv: true } },
  },
  async ({ ctx, query }) => {
    const filename = `phone-numbers-${new Date().toISOString().slice(0, 10)}.csv`;
    return {
      csv: await exportPhoneNumbers(ctx, query),
      headers: { "Content-Disposition": `attachment; filename="${filename}"` },
    };
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
