import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { CurrentPasswordBody } from "@/lib/identity/credentials/schemas";
import { NewSecondFactor } from "@/lib/identity/second-factor/schemas";
import { startSecondFactor } from "@/lib/identity/second-factor/start-second-factor";

export const POST = withApi(
  {
    operation: "startSecondFactor",
    tag: "Account",
    summary: "Start two-factor setup",
    description:
      "Returns a secret for your authenticator app (TOTP, RFC 6238). It takes effect once you confirm a code.",
    scopes: [],
    sessionOnly: true,
    body: CurrentPasswordBody,
    responses: { 200: { description: "The secret, shown only now.", body: NewSecondFactor } },
    errors: ["action_not_possible", "rate_limited"],
  },
  async ({ ctx, body }) => ({ body: await startSecondFactor(ctx, body) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
