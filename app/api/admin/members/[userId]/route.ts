import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { getMember } from "@/lib/identity/members/get-member";
import { removeMember } from "@/lib/identity/members/remove-member";
import { MemberParams, MemberRecord, RemoveMemberQuery, UpdateMemberBody } from "@/lib/identity/members/schemas";
import { updateMember } from "@/lib/identity/members/update-member";
import { manageMembers, readMembers } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "getMember",
    tag: "Administration",
    summary: "Read a member",
    scopes: readMembers,
    params: MemberParams,
    responses: { 200: { description: "The member.", body: MemberRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getMember(ctx, params.userId) }),
);

export const PATCH = withApi(
  {
    operation: "updateMember",
    tag: "Administration",
    summary: "Change a member's role",
    description:
      "Takes effect on their next request; open invitations that they could no longer send are revoked. The role can't include scopes that the caller lacks.",
    scopes: manageMembers,
    params: MemberParams,
    body: UpdateMemberBody,
    responses: { 200: { description: "The updated member.", body: MemberRecord } },
    errors: ["not_found", "last_admin", "precondition_failed"],
    etag: true,
  },
  async ({ ctx, params, body, ifMatch }) => ({ body: await updateMember(ctx, params.userId, body, ifMatch) }),
);

export const DELETE = withApi(
  {
    operation: "removeMember",
    tag: "Administration",
    summary: "Remove a member",
    description:
      "Their session and personal tokens stop working here with the next request, and open invitations that they sent are revoked. API keys that they made stay, unless `delete_api_keys` is true; `GET /admin/organization-pats?created_by=` lists them.",
    scopes: manageMembers,
    params: MemberParams,
    query: RemoveMemberQuery,
    responses: { 204: { description: "Removed." } },
    errors: ["not_found", "last_admin"],
  },
  async ({ ctx, params, query }) => {
    await removeMember(ctx, params.userId, query);
    return { status: 204 };
  },
);

export const { POST, PUT, OPTIONS } = methodNotAllowed({ GET, PATCH, DELETE });
