import { z } from "zod";
import { Role } from "@/lib/identity/schemas";
import { listQuery, pageOf, QueryBoolean, Timestamp, Uuid } from "@/lib/platform/schemas";

export const MemberRecord = z
  .object({
    id: z.uuid().meta({ description: "The user's id, the same in each of their organizations." }),
    name: z.string(),
    email: z.string(),
    role: Role,
    created_at: Timestamp.meta({ description: "When they became a member." }),
  })
  .meta({ id: "Member" });
export type MemberRecord = z.infer<typeof MemberRecord>;

export const MemberPage = pageOf(MemberRecord, "MemberPage");
export type MemberPage = z.infer<typeof MemberPage>;

export const ListMembersQuery = z.strictObject({ limit: listQuery.limit, cursor: listQuery.cursor });
export type ListMembersQuery = z.infer<typeof ListMembersQuery>;

export const UpdateMemberBody = z.strictObject({ role: Role }).meta({ id: "UpdateMember" });
export type UpdateMemberBody = z.infer<typeof UpdateMemberBody>;

export const MemberParams = z.object({ userId: Uuid });

export const RemoveMemberQuery = z.strictObject({
  delete_api_keys: QueryBoolean.default(false).meta({
    description:
      "Whether the organization's API keys that this member made are deleted as well. Needs `api_keys:manage`.",
  }),
});
export type RemoveMemberQuery = z.infer<typeof RemoveMemberQuery>;
