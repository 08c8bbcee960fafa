import type { AuditSource } from "@/lib/identity/audit/audit-event";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { dropCredentials, lockUser } from "@/lib/identity/credentials/drop-credentials";
import { requireGoodPassword } from "@/lib/identity/credentials/password-rules";
import { hashPassword } from "@/lib/identity/credentials/passwords";
import { hashSecret } from "@/lib/identity/tokens";
import { isUniqueViolation } from "@/lib/platform/db/database-errors";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { AppError, notFound } from "@/lib/platform/errors";
import { addressPrefix } from "@/lib/platform/network/client-address";
import { findInvitation, type OpenInvitation } from "./find-invitation";
import type { NewMemberBody } from "./schemas";

type Request = Pick<AuditSource, "address" | "requestId">;
type Joined = { slug: string; email: string };

/**
 * A mailed link verifies the address; an unverified address may be in only one organization. Throws `not_found` for an
 * invalid link, `forbidden` for an invitation to another address or an unverified one.
 */
export async function joinWithAccount(token: string, userId: string, request: Request): Promise<Joined> {
  const invitation = await requireInvitation(token);
  return system().transaction(async (tx) => {
    const user = await lockUser(tx, { id: userId });
    if (user?.email !== invitation.email) {
      throw new AppError("forbidden", `This invitation is for ${invitation.email}. Sign in with that address.`);
    }
    if (user.emailVerifiedAt === null) await proveOrStayAlone(tx, invitation, userId);
    return join(tx, token, invitation, userId, request);
  });
}

/**
 * A mailed link also claims an account whose address was never verified: its previous credentials end. Throws
 * `not_found` for an invalid link, `validation_failed` for a password that is easy to guess, `already_member` for an
 * address that has an account.
 */
export async function joinAsNewUser(token: string, body: NewMemberBody, request: Request): Promise<Joined> {
  const invitation = await requireInvitation(token);
  const { email, organization, byMail } = invitation;
  await requireGoodPassword(body.password, [email, body.name, organization.name], "password");
  const passwordHash = await hashPassword(body.password, addressPrefix(request.address));
  const data = { email, name: body.name, passwordHash, emailVerifiedAt: byMail ? new Date() : null };
  const joined = system().transaction(async (tx) => {
    const existing = await lockUser(tx, { email });
    if (existing && (!byMail || existing.emailVerifiedAt !== null)) throw hasAccount(email);
    if (existing) await dropCredentials(tx, existing.id);
    const { id } = existing
      ? await tx.user.update({ where: { id: existing.id }, data })
      : await tx.user.create({ data });
    return join(tx, token, invitation, id, request);
  });
  return joined.catch((error) => {
    throw isUniqueViolation(error) ? hasAccount(email) : error;
  });
}

const hasAccount = (email: string) =>
  new AppError("already_member", `${email} already has an account. Sign in to accept.`);

async function proveOrStayAlone(tx: Tx, { organizationId, byMail }: OpenInvitation, userId: string): Promise<void> {
  if (byMail) {
    await tx.user.update({ where: { id: userId }, data: { emailVerifiedAt: new Date() } });
    return;
  }
  const elsewhere = await tx.membership.count({ where: { userId, organizationId: { not: organizationId } } });
  if (elsewhere === 0) return;
  throw new AppError(
    "forbidden",
    "This account's email address isn't confirmed, so it can only be in one organization. Confirm the address under Account, Security, or sign in with single sign-on; then open this link again.",
  );
}

async function requireInvitation(token: string): Promise<OpenInvitation> {
  const invitation = await findInvitation(token);
  if (!invitation) throw notFound("The invitation");
  return invitation;
}

/** Only one of two concurrent requests accepts. An existing member keeps their role. */
async function join(
  tx: Tx,
  token: string,
  { id, organizationId, email, role, organization }: OpenInvitation,
  userId: string,
  request: Request,
): Promise<Joined> {
  const { count } = await tx.invitation.deleteMany({ where: { id, tokenHash: hashSecret(token) } });
  if (count === 0) throw notFound("The invitation");
  const added = await tx.membership.createMany({ data: { organizationId, userId, role }, skipDuplicates: true });
  const source = { ...request, organizationId, actor: { kind: "user" as const, id: userId }, credential: "invitation" };
  if (added.count > 0) {
    await recordAuditEvent(tx, source, { action: "member.joined", targetId: userId, after: { email, role } });
  }
  return { slug: organization.slug, email };
}
