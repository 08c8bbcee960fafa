import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { searchScopes } from "@/lib/identity/permissions";
import { ManagedAccountParams, SearchNumbersQuery, SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import { searchNumbers } from "@/lib/numbers/purchase/search-numbers";

export const GET = withApi(
  {
    operation: "searchNumbers",
    tag: "Numbers for sale",
    summary: "Search numbers for sale",
    description:
      "Nothing found is 200 with an empty list; for an area code, `suggestions` then names the nearest ones that have numbers.",
    scopes: searchScopes,
    limit: "search",
    params: ManagedAccountParams,
    query: SearchNumbersQuery,
    responses: { 200: { description: "Numbers for sale now.", body: SearchNumbersResult } },
    errors: ["not_found", "carrier_refused", "carrier_unavailable"],
  },
  async ({ ctx, params, query }) => ({ body: await searchNumbers(ctx, params.managedAccountId, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
