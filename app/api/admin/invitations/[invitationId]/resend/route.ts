import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { resendInvitation } from "@/lib/identity/invitations/resend-invitation";
import { InvitationParams, SentInvitation } from "@/lib/identity/invitations/schemas";
import { manageMembers } from "@/lib/identity/permissions";

export const POST = withApi(
  {
    operation: "resendInvitation",
    tag: "Administration",
    summary: "Resend an invitation",
    description: "Creates a new link, valid for 7 days; the previous one stops working.",
    scopes: manageMembers,
    params: InvitationParams,
    responses: { 200: { description: "The invitation.", body: SentInvitation } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => ({ body: await resendInvitation(ctx, params.invitationId) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
