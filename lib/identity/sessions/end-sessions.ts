import { type Context, requireSession } from "@/lib/identity/actor";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { system } from "@/lib/platform/db/system";
import { notFound } from "@/lib/platform/errors";
import { endSessionsOf } from "./session-store";

/** Throws `forbidden` to a token, `not_found`, also for another user's session. */
export async function endOneSession(ctx: Context, sessionId: string): Promise<void> {
  const { userId } = requireSession(ctx);
  await system(ctx).transaction(async (tx) => {
    const { count } = await tx.userSession.deleteMany({ where: { id: sessionId, userId } });
    if (count === 0) throw notFound("The session");
    await recordAccountEvent(tx, ctx, userId, "account.session_ended");
  });
}

/** Includes the current session. Throws `forbidden` to a token. */
export async function endAllSessions(ctx: Context): Promise<void> {
  const { userId } = requireSession(ctx);
  await system(ctx).transaction(async (tx) => {
    await endSessionsOf(tx, userId);
    await recordAccountEvent(tx, ctx, userId, "account.signed_out_everywhere");
  });
}
