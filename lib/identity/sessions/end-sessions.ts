import { type Context, requireSession } from "@/lib/identity/actor";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { system } from "@/lib/platform/db/system";
import { notFound } from "@/lib/platform/errors";
import { endSessionsOf } from "./session-store";

/** Signs one of the person's browsers out. Throws `forbidden` to a token, `not_found` also for somebody else's session. */
export async function endOneSession(ctx: Context, sessionId: string): Promise<void> {
  const { userId } = requireSession(ctx);
  await system(ctx).transaction(async (tx) => {
    const { count } = await tx.userSession.deleteMany({ where: { id: sessionId, userId } });
    if (count === 0) throw notFound("The session");
    await recordAccountEvent(tx, ctx, userId, "account.session_ended");
  });
}

/** Signs the person out everywhere, here too. Throws `forbidden` to a token. */
export async function endAllSessions(ctx: Context): Promise<void> {
  const { userId } = requireSession(ctx);
  await system(ctx).transaction(async (tx) => {
    await endSessionsOf(tx, userId);
    await recordAccountEvent(tx, ctx, userId, "account.signed_out_everywhere");
  });
}
