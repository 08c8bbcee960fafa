import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { PasswordAndCodeBody } from "@/lib/identity/credentials/schemas";
import { removeSecondFactor } from "@/lib/identity/second-factor/remove-second-factor";

export const POST = withApi(
  {
    operation: "removeSecondFactor",
    tag: "Account",
    summary: "Turn off two-factor authentication",
    description: "Your password alone signs you in.",
    scopes: [],
    sessionOnly: true,
    body: PasswordAndCodeBody,
    responses: { 204: { description: "Off." } },
    errors: ["action_not_possible", "rate_limited"],
  },
  async ({ ctx, body }) => {
    await removeSecondFactor(ctx, body);
    return { status: 204 };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
