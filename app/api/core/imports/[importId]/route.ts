import { allowOnly } from "@/lib/http/allow-only";
import { withApi } from "@/lib/http/with-api";
import { getImport } from "@/lib/import/get-import";
import { ImportParams, ImportRecord } from "@/lib/import/schemas";
import { readPhoneNumbers } from "@/lib/phone-numbers/scopes";

export const GET = withApi(
  {
    operation: "getImport",
    tag: "Phone numbers",
    summary: "Follow an import",
    scopes: readPhoneNumbers,
    params: ImportParams,
    responses: { 200: { description: "How far the import is, or how it ended.", body: ImportRecord } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => ({ body: await getImport(ctx, params.importId) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly({ GET });
