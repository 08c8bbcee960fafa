import { type Context, requireSession } from "@/lib/identity/actor";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { sendMail, sendsMail } from "@/lib/platform/mail/send-mail";
import { takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";
import { refuseExceeded } from "@/lib/platform/rate-limit/refuse-exceeded";
import { verificationLink } from "./verification-link";

/**
 * Throws `forbidden` to a token, `action_not_possible` for a verified address or without a mail server, `rate_limited`
 * above three mails a day per address, `temporarily_unavailable` when the mail server rejects the mail.
 */
export async function sendVerificationMail(ctx: Context): Promise<void> {
  const { userId: id } = requireSession(ctx);
  const user = await system().read((tx) => tx.user.findUniqueOrThrow({ where: { id } }));
  if (user.emailVerifiedAt) throw new AppError("action_not_possible", "Your email address is already confirmed.");
  if (!sendsMail()) throw new AppError("action_not_possible", "No mail server is configured here.");
  refuseExceeded([await takeFromLimit("mail_address", user.email)]);
  const text = [
    "Open this link within a day, in a browser where you're signed in to Trunkline, to confirm your email address.",
    await verificationLink(user),
    "If you don't have an account there, you can ignore this.",
  ].join("\n\n");
  if (await sendMail({ to: user.email, subject: "Confirm your email address", text })) return;
  throw new AppError("temporarily_unavailable", "The mail server didn't accept the message. Try again in a moment.");
}
