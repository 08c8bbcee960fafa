import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { getInvitation } from "@/lib/identity/invitations/get-invitation";
import { revokeInvitation } from "@/lib/identity/invitations/revoke-invitation";
import { InvitationParams, InvitationRecord } from "@/lib/identity/invitations/schemas";
import { manageMembers, readMembers } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "getInvitation",
    tag: "Administration",
    summary: "Read an open invitation",
    scopes: readMembers,
    params: InvitationParams,
    responses: { 200: { description: "The invitation, without its link.", body: InvitationRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getInvitation(ctx, params.invitationId) }),
);

export const DELETE = withApi(
  {
    operation: "revokeInvitation",
    tag: "Administration",
    summary: "Revoke an invitation",
    description: "Its link stops working at once.",
    scopes: manageMembers,
    params: InvitationParams,
    responses: { 204: { description: "Deleted." } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => {
    await revokeInvitation(ctx, params.invitationId);
    return { status: 204 };
  },
);

export const { POST, PUT, PATCH, OPTIONS } = methodNotAllowed({ GET, DELETE });
