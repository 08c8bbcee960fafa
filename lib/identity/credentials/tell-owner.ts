import type { Context } from "@/lib/identity/actor";
import { sendMail } from "@/lib/platform/mail/send-mail";

/** Notifies a user by e-mail of a sign-in change, if e-mail is configured. Never throws. */
export async function tellOwner(email: string, what: string, { address }: Pick<Context, "address">): Promise<void> {
  const from = address === null ? "" : ` from the address ${address}`;
  const text = [
    `${what} This was done on ${new Date().toUTCString()}${from}, in a browser where you were signed in.`,
    "If this wasn't you, change your password, sign out everywhere, and tell the admin of your organization.",
  ].join("\n\n");
  await sendMail({ to: email, subject: "Your Trunkline account has changed", text });
}
