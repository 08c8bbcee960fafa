import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { confirmSecondFactor } from "@/lib/identity/second-factor/confirm-second-factor";
import { ConfirmSecondFactorBody, RecoveryCodes } from "@/lib/identity/second-factor/schemas";

export const POST = withApi(
  {
    operation: "confirmSecondFactor",
    tag: "Account",
    summary: "Turn on two-factor authentication",
    description: "Requires a current code from your authenticator app. Ends all your other sessions.",
    scopes: [],
    sessionOnly: true,
    body: ConfirmSecondFactorBody,
    responses: {
      200: { description: "Two-factor authentication is on; returns your recovery codes.", body: RecoveryCodes },
    },
    errors: ["action_not_possible"],
  },
  async ({ ctx, body }) => ({ body: await confirmSecondFactor(ctx, body) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
