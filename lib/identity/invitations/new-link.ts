import { createSecret, hashSecret } from "@/lib/identity/tokens";
import { env } from "@/lib/platform/env";
import { sendsMail } from "@/lib/platform/mail/send-mail";

const VALID_MS = 7 * 24 * 60 * 60 * 1000;

/** A single-use link that is valid for seven days, and the columns to store. */
export function newLink() {
  const token = createSecret();
  const link = new URL(`/invite/${token}`, env().APP_URL).href;
  const expiresAt = new Date(Date.now() + VALID_MS);
  return { link, kept: { tokenHash: hashSecret(token), expiresAt, byMail: sendsMail() } };
}
