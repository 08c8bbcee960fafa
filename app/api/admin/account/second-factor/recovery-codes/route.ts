import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { PasswordAndCodeBody } from "@/lib/identity/credentials/schemas";
import { renewRecoveryCodes } from "@/lib/identity/second-factor/renew-recovery-codes";
import { RecoveryCodes } from "@/lib/identity/second-factor/schemas";

export const POST = withApi(
  {
    operation: "renewRecoveryCodes",
    tag: "Account",
    summary: "Generate new recovery codes",
    description: "The old ones stop working.",
    scopes: [],
    sessionOnly: true,
    body: PasswordAndCodeBody,
    responses: { 200: { description: "The new codes, shown only now.", body: RecoveryCodes } },
    errors: ["action_not_possible", "rate_limited"],
  },
  async ({ ctx, body }) => ({ body: await renewRecoveryCodes(ctx, body) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
