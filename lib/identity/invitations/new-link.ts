import { createSecret, hashSecret } from "@/lib/identity/tokens";
import { env } from "@/lib/platform/env";
import { sendsMail } from "@/lib/platform/mail/send-mail";

const VALID_MS = 7 * 24 * 60 * 60 * 1000;

/** A link for one use within seven days, and what of it is kept. */
export function newLink() {
  const token = createSecret();
  const link = new URL(`/invite/${token}`, env().APP_URL).href;
  const expiresAt = new Date(Date.now() + VALID_MS);
  return { link, kept: { tokenHash: hashSecret(token), expiresAt, byMail: sendsMail() } };
}
