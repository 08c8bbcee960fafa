import { sendMail } from "@/lib/platform/mail/send-mail";
import type { SentInvitation } from "./schemas";
import { type InvitationRow, serializeInvitation } from "./serialize-invitation";

/**
 * By e-mail where there is a server for it, else into the inviter's own hands. A link that the server did not take is shown
 * to nobody: whoever accepts it counts as the owner of the address.
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

/** A name as a mail may show it: in one line, and never as a link, whatever an old row holds. */
function plain(name: string): string {
  const line = name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"]+/gu, " ").replaceAll("://", " ");
  return line.replaceAll(/\s+/g, " ").trim();
}
