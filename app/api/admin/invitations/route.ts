import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { listInvitations } from "@/lib/identity/invitations/list-invitations";
import { InvitationPage, ListInvitationsQuery } from "@/lib/identity/invitations/schemas";
import { readMembers } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "listInvitations",
    tag: "Administration",
    summary: "List open invitations",
    scopes: readMembers,
    query: ListInvitationsQuery,
    responses: { 200: { description: "One page, newest first; expired ones too.", body: InvitationPage } },
  },
  async ({ ctx, query }) => ({ body: await listInvitations(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
