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
      .pipe(z.email("Enter an e-mail address.")),
    role: Role,
  })
  .meta({ id: "InviteMember" });
export type InviteMemberBody = z.infer<typeof InviteMemberBody>;

export const InvitationRecord = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: Role,
    invited_by: z.string().nullable().meta({ description: "The name of who invited; null for an API key." }),
    created_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: "Invitation" });
export type InvitationRecord = z.infer<typeof InvitationRecord>;

export const SentInvitation = InvitationRecord.extend({
  emailed: z.boolean().meta({ description: "Whether the link went out by e-mail." }),
  link: z.string().nullable().meta({
    description:
      "To hand over yourself, this once. Null where e-mail is set up, also when the mail server did not take it (then resend), and in a repeated answer.",
  }),
}).meta({ id: "SentInvitation" });
export type SentInvitation = z.infer<typeof SentInvitation>;

export const InvitationPage = pageOf(InvitationRecord, "InvitationPage");
export type InvitationPage = z.infer<typeof InvitationPage>;

export const ListInvitationsQuery = z.strictObject({ limit: listQuery.limit, cursor: listQuery.cursor });
export type ListInvitationsQuery = z.infer<typeof ListInvitationsQuery>;

export const InvitationParams = z.object({ invitationId: Uuid });

/** What a person without an account says about themselves. */
export const NewMemberBody = z.strictObject({
  name: displayName(100, "Enter your name."),
  password: z.string().min(1, "Choose a password."),
});
export type NewMemberBody = z.infer<typeof NewMemberBody>;
