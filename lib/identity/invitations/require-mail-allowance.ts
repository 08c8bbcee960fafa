import { AppError } from "@/lib/platform/errors";
import { sendsMail } from "@/lib/platform/mail/send-mail";
import { takeFromLimit } from "@/lib/platform/rate-limit/rate-limit";
import { refuseExceeded } from "@/lib/platform/rate-limit/refuse-exceeded";

/**
 * Counts 20 mails an hour per organization and 3 a day per address; none without a mail server. Throws `rate_limited`.
 */
export async function requireMailAllowance(organizationId: string, email: string): Promise<void> {
  if (!sendsMail()) return;
  refuseExceeded([await takeFromLimit("mail", organizationId)]);
  const toAddress = await takeFromLimit("mail_address", email);
  if (!toAddress?.exceeded) return;
  const detail = `${email} has been sent three invitations within a day. Try again tomorrow, or ask them to look in their spam folder.`;
  throw new AppError("rate_limited", detail, { retryAfter: Math.ceil(toAddress.resetMs / 1_000) });
}
