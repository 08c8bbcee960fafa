import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { getImport } from "@/lib/numbers/import/get-import";
import { ImportParams, ImportRecord } from "@/lib/numbers/import/schemas";

export const GET = withApi(
  {
    operation: "getImport",
    tag: "Phone numbers",
    summary: "Follow an import",
    scopes: readPhoneNumbers,
    params: ImportParams,
    responses: { 200: { description: "The import's progress or result.", body: ImportRecord } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => ({ body: await getImport(ctx, params.importId) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
