import { sendMail } from "@/lib/platform/mail/send-mail";
import type { SentInvitation } from "./schemas";
import { type InvitationRow, serializeInvitation } from "./serialize-invitation";

/**
 * Mails the link or, without a mail server, returns it to the inviter. A link that the mail server rejected is shown to
 * no one, because accepting it counts as proof of owning the address.
 */
export async function sendInvitation(
  row: InvitationRow & { organization: { name: string } },
  link: string,
): Promise<SentInvitation> {
  const organization = plain(row.organization.name);
  const who = row.invitedBy ? `"${plain(row.invitedBy.name)}"` : "An admin";
  const emailed = await sendMail({
    to: row.email,
    subject: `Join ${organization} on Trunkline`,
    text: [
      `${who} invited you to join "${organization}" on Trunkline as ${row.role === "admin" ? "an admin" : "a viewer"}.`,
      `Open this link within 7 days to accept. It works once.`,
      link,
      `If you weren't expecting this, you can ignore it.`,
    ].join("\n\n"),
  });
  return { ...serializeInvitation(row), emailed, link: row.byMail ? null : link };
}

/** Keeps a name on one line and never a link, also in old rows. */
function plain(name: string): string {
  const line = name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"]+/gu, " ").replaceAll("://", " ");
  return line.replaceAll(/\s+/g, " ").trim();
}
