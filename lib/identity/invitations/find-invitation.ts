import { hashSecret } from "@/lib/identity/tokens";
import { system } from "@/lib/platform/db/system";

/** Who holds the link may know this; undefined for one that was used, revoked, replaced, or is past its time. */
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
    /** The link came by mail, and nobody has proven the account's address so far: who holds the link may take it over. */
    mayTakeOver: byMail && account !== null && account.emailVerifiedAt === null,
  };
}

export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;
