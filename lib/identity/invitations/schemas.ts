import { z } from "zod";
import { Role } from "@/lib/identity/schemas";
import { displayName } from "@/lib/platform/names/schemas";
import { listQuery, pageOf, Timestamp, Uuid } from "@/lib/platform/schemas";

export const InviteMemberBody = z
  .strictObject({
    email: z
      .string()
      .trim()
      .toLowerCase()
      .max(254, "Use at most 254 characters.")
      .pipe(z.email("Enter an email address.")),
    role: Role,
  })
  .meta({ id: "InviteMember" });
export type InviteMemberBody = z.infer<typeof InviteMemberBody>;

export const InvitationRecord = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: Role,
    invited_by: z.string().nullable().meta({ description: "The name of the inviter; null for an API key." }),
    created_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: "Invitation" });
export type InvitationRecord = z.infer<typeof InvitationRecord>;

export const SentInvitation = InvitationRecord.extend({
  emailed: z.boolean().meta({ description: "Whether the link was emailed." }),
  link: z.string().nullable().meta({
    description:
      "The link to share yourself, shown only once. Null if a mail server is configured, even if it didn't accept the message (then resend), and in a replayed response.",
  }),
}).meta({ id: "SentInvitation" });
export type SentInvitation = z.infer<typeof SentInvitation>;

export const InvitationPage = pageOf(InvitationRecord, "InvitationPage");
export type InvitationPage = z.infer<typeof InvitationPage>;

export const ListInvitationsQuery = z.strictObject({ limit: listQuery.limit, cursor: listQuery.cursor });
export type ListInvitationsQuery = z.infer<typeof ListInvitationsQuery>;

export const InvitationParams = z.object({ invitationId: Uuid });

export const NewMemberBody = z.strictObject({
  name: displayName(100, "Enter your name."),
  password: z.string().min(1, "Choose a password."),
});
export type NewMemberBody = z.infer<typeof NewMemberBody>;
