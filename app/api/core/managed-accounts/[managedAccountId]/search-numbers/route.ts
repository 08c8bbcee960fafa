import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { searchScopes } from "@/lib/identity/permissions";
import { ManagedAccountParams, SearchNumbersQuery, SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import { searchNumbers } from "@/lib/numbers/purchase/search-numbers";

export const GET = withApi(
  {
    operation: "searchNumbers",
    tag: "Available numbers",
    summary: "Search available numbers",
    description:
      "Returns an empty list when nothing matches; for an area code, `suggestions` then lists the nearest ones that have numbers.",
    scopes: searchScopes,
    limit: "search",
    params: ManagedAccountParams,
    query: SearchNumbersQuery,
    responses: { 200: { description: "Numbers available now.", body: SearchNumbersResult } },
    errors: ["not_found", "carrier_refused", "carrier_unavailable"],
  },
  async ({ ctx, params, query }) => ({ body: await searchNumbers(ctx, params.managedAccountId, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
