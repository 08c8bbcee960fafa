import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { FindingParams, FindingRecord, ResolveFindingBody } from "@/lib/numbers/findings/schemas";
import { resolveFinding } from "@/lib/numbers/reconcile/resolve-finding";

export const POST = withApi(
  {
    operation: "resolveFinding",
    tag: "Administration",
    summary: "Settle what needs attention",
    description:
      "`retry` begins a stuck purchase again, `adopt` takes a number into the directory, `rebind` puts it back on its trunk, `forget` deletes the row of a lost one, `accept_loss` lets the next comparison take missing numbers out of service, `ignore` keeps them. The same again changes nothing.",
    scopes: managePhoneNumbers,
    params: FindingParams,
    body: ResolveFindingBody,
    responses: { 200: { description: "The finding, settled.", body: FindingRecord } },
    errors: ["not_found", "action_not_possible", "phone_number_limit_reached", "carrier_unavailable"],
  },
  async ({ ctx, params, body }) => ({ body: await resolveFinding(ctx, params.findingId, body.action) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
