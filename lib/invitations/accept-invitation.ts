import { type AuditSource, recordAuditEvent } from "@/lib/audit/record-audit-event";
import { requireGoodPassword } from "@/lib/auth/password-rules";
import { hashPassword } from "@/lib/auth/passwords";
import { hashSecret } from "@/lib/auth/tokens";
import { isUniqueViolation } from "@/lib/database-errors";
import { asSystem, type Tx } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { findInvitation, type OpenInvitation } from "./find-invitation";
import type { NewMemberBody } from "./schemas";

type Request = Pick<AuditSource, "address" | "requestId">;
type Joined = { slug: string; email: string };

/**
 * The signed-in user, to whose address the invitation went, joins. Throws `not_found` for a link that no longer works,
 * `forbidden` for an invitation to another address.
 */
export async function joinWithAccount(token: string, userId: string, request: Request): Promise<Joined> {
  const invitation = await requireInvitation(token);
  return asSystem(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.email !== invitation.email) {
      throw new AppError("forbidden", `This invitation is for ${invitation.email}. Sign in with that address.`);
    }
    return join(tx, token, invitation, userId, request);
  });
}

/**
 * A person without an account makes one and joins. Throws `not_found` for a link that no longer works,
 * `validation_failed` for a password that is easily guessed, `already_member` for an address that has an account.
 */
export async function joinAsNewUser(token: string, body: NewMemberBody, request: Request): Promise<Joined> {
  const invitation = await requireInvitation(token);
  const { email, organization } = invitation;
  await requireGoodPassword(body.password, [email, body.name, organization.name], "password");
  const passwordHash = await hashPassword(body.password);
  const joined = asSystem(async (tx) => {
    const user = await tx.user.create({ data: { email, name: body.name, passwordHash } });
    return join(tx, token, invitation, user.id, request);
  });
  return joined.catch((error) => {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("already_member", `${email} has an account here already. Sign in to accept.`);
  });
}

async function requireInvitation(token: string): Promise<OpenInvitation> {
  const invitation = await findInvitation(token);
  if (!invitation) throw notFound("The invitation");
  return invitation;
}

/** Takes the invitation: of two at once, one. Who is a member already keeps their role. */
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
