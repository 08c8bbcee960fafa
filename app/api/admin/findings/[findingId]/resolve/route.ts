import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { FindingParams, FindingRecord, ResolveFindingBody } from "@/lib/numbers/findings/schemas";
import { resolveFinding } from "@/lib/numbers/reconcile/resolve-finding";

export const POST = withApi(
  {
    operation: "resolveFinding",
    tag: "Administration",
    summary: "Resolve a finding",
    description:
      "`retry` restarts a stuck purchase or release, `adopt` adds a number to the directory, `rebind` reconnects it to its trunk, `forget` removes a lost one, `accept_loss` takes missing numbers out of service at the next check, `ignore` keeps them. Idempotent.",
    scopes: managePhoneNumbers,
    params: FindingParams,
    body: ResolveFindingBody,
    responses: { 200: { description: "The resolved finding.", body: FindingRecord } },
    errors: ["not_found", "action_not_possible", "phone_number_limit_reached", "carrier_unavailable"],
  },
  async ({ ctx, params, body }) => ({ body: await resolveFinding(ctx, params.findingId, body.action) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
