import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { inviteMember } from "@/lib/identity/invitations/invite-member";
import { InviteMemberBody, SentInvitation } from "@/lib/identity/invitations/schemas";
import { listMembers } from "@/lib/identity/members/list-members";
import { ListMembersQuery, MemberPage } from "@/lib/identity/members/schemas";
import { manageMembers, readMembers } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "listMembers",
    tag: "Administration",
    summary: "List the members",
    scopes: readMembers,
    query: ListMembersQuery,
    responses: { 200: { description: "One page, newest first.", body: MemberPage } },
  },
  async ({ ctx, query }) => ({ body: await listMembers(ctx, query) }),
);

export const POST = withApi(
  {
    operation: "inviteMember",
    tag: "Administration",
    summary: "Invite a member",
    description:
      "Creates a single-use link, valid for 7 days, with which that address joins. It is emailed if a mail server is configured; otherwise it is in the response. The role can't include scopes that the caller lacks.",
    scopes: manageMembers,
    body: InviteMemberBody,
    responses: { 201: { description: "The invitation.", body: SentInvitation } },
    errors: ["action_not_possible", "already_member", "already_invited"],
    idempotent: true,
    secretMember: "link",
  },
  async ({ ctx, body }) => {
    const invitation = await inviteMember(ctx, body);
    return { status: 201, body: invitation, headers: { Location: `/admin/invitations/${invitation.id}` } };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
