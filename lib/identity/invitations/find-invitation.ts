import { hashSecret } from "@/lib/identity/tokens";
import { system } from "@/lib/platform/db/system";

/** Returns what the link's holder may know; undefined for a link that was used, revoked, replaced, or has expired. */
export async function findInvitation(token: string) {
  const row = await system().read((tx) =>
    tx.invitation.findUnique({
      where: { tokenHash: hashSecret(token), expiresAt: { gt: new Date() } },
      include: { organization: { select: { name: true, slug: true } }, invitedBy: { select: { name: true } } },
    }),
  );
  if (!row) return undefined;
  const { id, organizationId, email, role, organization, invitedBy, byMail } = row;
  const select = { emailVerifiedAt: true };
  const account = await system().read((tx) => tx.user.findUnique({ where: { email }, select }));
  return {
    ...{ id, organizationId, email, role, organization, byMail, invitedBy: invitedBy?.name ?? null },
    hasAccount: account !== null,
    /** The mailed link proves the address, which was never verified before, so its holder may claim the account. */
    mayTakeOver: byMail && account !== null && account.emailVerifiedAt === null,
  };
}

export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;
