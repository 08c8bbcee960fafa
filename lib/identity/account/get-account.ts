import { type Context, requireSession } from "@/lib/identity/actor";
import { system } from "@/lib/platform/db/system";
import { sendsMail } from "@/lib/platform/mail/send-mail";
import type { AccountRecord } from "./schemas";

/** Throws `forbidden` to a token. */
export async function getAccount(ctx: Context): Promise<AccountRecord> {
  const { userId: id } = requireSession(ctx);
  const user = await system().read((tx) =>
    tx.user.findUniqueOrThrow({
      where: { id },
      include: { _count: { select: { recoveryCodes: { where: { usedAt: null } } } } },
    }),
  );
  return {
    name: user.name,
    email: user.email,
    email_verified: user.emailVerifiedAt !== null,
    can_verify_email: sendsMail(),
    has_password: user.passwordHash !== null,
    second_factor: user.totpConfirmedAt && {
      confirmed_at: user.totpConfirmedAt.toISOString(),
      recovery_codes_left: user._count.recoveryCodes,
    },
  };
}
