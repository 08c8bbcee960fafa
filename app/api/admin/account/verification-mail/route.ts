import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { sendVerificationMail } from "@/lib/identity/account/send-verification-mail";

export const POST = withApi(
  {
    operation: "sendVerificationMail",
    tag: "Account",
    summary: "Send a link that confirms your email address",
    description: "Until an address is confirmed, its account can be a member of one organization only.",
    scopes: [],
    sessionOnly: true,
    responses: { 204: { description: "Sent." } },
    errors: ["action_not_possible", "rate_limited", "temporarily_unavailable"],
  },
  async ({ ctx }) => {
    await sendVerificationMail(ctx);
    return { status: 204 };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
