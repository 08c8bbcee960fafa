import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { endOneSession } from "@/lib/identity/sessions/end-sessions";
import { SessionParams } from "@/lib/identity/sessions/schemas";

export const DELETE = withApi(
  {
    operation: "endSession",
    tag: "Account",
    summary: "Sign one browser out",
    scopes: [],
    sessionOnly: true,
    params: SessionParams,
    responses: { 204: { description: "Signed out." } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => {
    await endOneSession(ctx, params.sessionId);
    return { status: 204 };
  },
);

export const { GET, POST, PUT, PATCH, OPTIONS } = methodNotAllowed({ DELETE });
