import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

const TIMEOUT_MS = 10_000;

export type Mail = { to: string; subject: string; text: string };

export const sendsMail = () => env().SMTP_URL !== undefined;

/** Returns whether the server in SMTP_URL accepted the message; false when none is configured. Never throws. */
export async function sendMail(mail: Mail): Promise<boolean> {
  const { SMTP_URL: url, MAIL_FROM: from } = env();
  if (!url) return false;
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  try {
    await transport.sendMail({ from, ...mail });
    return true;
  } catch (error) {
    log().error({ error }, "mail not sent");
    return false;
  } finally {
    transport.close();
  }
}
