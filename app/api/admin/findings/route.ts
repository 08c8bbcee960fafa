import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { listFindings } from "@/lib/numbers/findings/list-findings";
import { FindingPage, ListFindingsQuery } from "@/lib/numbers/findings/schemas";

export const GET = withApi(
  {
    operation: "listFindings",
    tag: "Administration",
    summary: "List findings",
    description: "Open differences between the directory and the carrier, found by the regular check.",
    scopes: managePhoneNumbers,
    query: ListFindingsQuery,
    responses: { 200: { description: "One page, newest first.", body: FindingPage } },
  },
  async ({ ctx, query }) => ({ body: await listFindings(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
