"use server";

import { getAccountContext } from "@/lib/http/page-context";
import { verifyEmail } from "@/lib/identity/account/verify-email";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** Returns undefined on success, else the error. Next.js rejects other origins. */
export async function confirmEmail(token: string): Promise<string | undefined> {
  const { ctx } = await getAccountContext();
  try {
    await verifyEmail(ctx, token);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.detail;
    log().error({ error, request_id: ctx.requestId }, "address not confirmed");
    return "Something failed on our side. Try again in a moment.";
  }
}
