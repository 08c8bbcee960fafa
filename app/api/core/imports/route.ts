import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { listImports } from "@/lib/numbers/import/list-imports";
import { ImportPage, ListImportsQuery } from "@/lib/numbers/import/schemas";

export const GET = withApi(
  {
    operation: "listImports",
    tag: "Phone numbers",
    summary: "List imports",
    description: "Imports are kept for 30 days after they end.",
    scopes: readPhoneNumbers,
    query: ListImportsQuery,
    responses: { 200: { description: "One page, newest first, without line errors.", body: ImportPage } },
  },
  async ({ ctx, query }) => ({ body: await listImports(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
