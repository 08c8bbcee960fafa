import { allowOnly } from "@/lib/http/allow-only";
import { withApi } from "@/lib/http/with-api";
import { listImports } from "@/lib/import/list-imports";
import { ImportPage, ListImportsQuery } from "@/lib/import/schemas";
import { readPhoneNumbers } from "@/lib/phone-numbers/scopes";

export const GET = withApi(
  {
    operation: "listImports",
    tag: "Phone numbers",
    summary: "List imports",
    description: "Imports are kept for 30 days after their end.",
    scopes: readPhoneNumbers,
    query: ListImportsQuery,
    responses: { 200: { description: "One page, newest first, without line errors.", body: ImportPage } },
  },
  async ({ ctx, query }) => ({ body: await listImports(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly({ GET });
