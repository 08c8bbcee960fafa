import { hashSecret } from "@/lib/auth/tokens";
import { readAsSystem } from "@/lib/db";

/** Who holds the link may know this; undefined for one that was used, revoked, replaced, or is past its time. */
export async function findInvitation(token: string) {
  const row = await readAsSystem((tx) =>
    tx.invitation.findUnique({
      where: { tokenHash: hashSecret(token), expiresAt: { gt: new Date() } },
      include: { organization: { select: { name: true, slug: true } }, invitedBy: { select: { name: true } } },
    }),
  );
  if (!row) return undefined;
  const { id, organizationId, email, role, organization, invitedBy } = row;
  const hasAccount = (await readAsSystem((tx) => tx.user.count({ where: { email } }))) > 0;
  return { id, organizationId, email, role, organization, invitedBy: invitedBy?.name ?? null, hasAccount };
}

export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;
