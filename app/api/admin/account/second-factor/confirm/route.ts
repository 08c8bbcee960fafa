import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { confirmSecondFactor } from "@/lib/identity/second-factor/confirm-second-factor";
import { ConfirmSecondFactorBody, RecoveryCodes } from "@/lib/identity/second-factor/schemas";

export const POST = withApi(
  {
    operation: "confirmSecondFactor",
    tag: "Account",
    summary: "Turn the second factor on",
    description: "With a code that your authenticator app shows now. Ends every other session of yours.",
    scopes: [],
    sessionOnly: true,
    body: ConfirmSecondFactorBody,
    responses: { 200: { description: "On, with your recovery codes.", body: RecoveryCodes } },
    errors: ["action_not_possible"],
  },
  async ({ ctx, body }) => ({ body: await confirmSecondFactor(ctx, body) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
