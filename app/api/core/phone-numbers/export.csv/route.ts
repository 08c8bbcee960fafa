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
      "The whole directory, or what the list's filters leave of it, newest first. Texts that a spreadsheet would run as a formula begin with an apostrophe; phone numbers keep their plus.",
    scopes: readPhoneNumbers,
    query: ExportPhoneNumbersQuery,
    responses: { 200: { description: "One line for each number, below a line of column names.", csv: true } },
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
