import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { changePassword } from "@/lib/identity/account/change-password";
import { ChangePasswordBody } from "@/lib/identity/account/schemas";

export const POST = withApi(
  {
    operation: "changePassword",
    tag: "Account",
    summary: "Change your password",
    description: "Ends all your other sessions, and deletes your personal access tokens unless you keep them.",
    scopes: [],
    sessionOnly: true,
    body: ChangePasswordBody,
    responses: { 204: { description: "Changed." } },
    errors: ["action_not_possible", "rate_limited"],
  },
  async ({ ctx, body }) => {
    await changePassword(ctx, body);
    return { status: 204 };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
