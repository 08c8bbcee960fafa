import { z } from "zod";
import { recordAccountEvent } from "@/lib/identity/audit/record-account-event";
import { dropCredentials, lockUser } from "@/lib/identity/credentials/drop-credentials";
import { system } from "@/lib/platform/db/system";
import { log } from "@/lib/platform/log";
import { recordSignInFailure, type SignInSource } from "./sign-in-events";

/** The identifying claims of the ID token, plus those of the userinfo endpoint. */
const Claims = z.object({
  iss: z.string().min(1).max(1_000),
  sub: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().max(254).optional(),
  email_verified: z.unknown(),
});
type Claims = z.infer<typeof Claims>;

/** The result of next-auth's signIn callback: whether the person is admitted, or where to redirect them. */
type Admission = boolean | "/sign-in?error=Unexpected";

/**
 * Admits a person whom the provider authenticates if they have an account here. Matches `iss` and `sub` or, the first
 * time, an address that the provider has verified. If that address was never verified here, the account's creator may
 * not own it, so all its credentials end. Never throws, because next-auth would show the message.
 */
export async function admitByProvider(source: SignInSource, profile: unknown): Promise<Admission> {
  try {
    const { data: claims } = Claims.safeParse(profile);
    const { admitted, userId } = claims ? await admit(source, claims) : { admitted: false, userId: undefined };
    if (!admitted) await recordSignInFailure(source, userId, "provider_refused");
    return admitted;
  } catch (error) {
    log().error({ error, request_id: source.requestId }, "identity not checked");
    return "/sign-in?error=Unexpected";
  }
}

/** Finds the user with this identity, after `admitByProvider`. */
export async function findByIdentity(profile: unknown): Promise<{ id: string } | null> {
  const { iss, sub } = Claims.parse(profile);
  return system().read((tx) =>
    tx.user.findFirst({ where: { oidcIssuer: iss, oidcSubject: sub }, select: { id: true } }),
  );
}

async function admit(source: SignInSource, claims: Claims): Promise<{ admitted: boolean; userId: string | undefined }> {
  const known = await findByIdentity(claims);
  if (known) return { admitted: true, userId: known.id };
  const { iss, sub, email } = claims;
  if (!email || claims.email_verified !== true) return { admitted: false, userId: undefined };
  return system().transaction(async (tx) => {
    const user = await lockUser(tx, { email });
    if (!user) return { admitted: false, userId: undefined };
    const isAnother = user.oidcIssuer === iss && user.oidcSubject !== sub;
    if (isAnother) return { admitted: false, userId: user.id };
    const isProven = user.emailVerifiedAt !== null;
    if (!isProven) await dropCredentials(tx, user.id);
    const data = { oidcIssuer: iss, oidcSubject: sub, emailVerifiedAt: user.emailVerifiedAt ?? new Date() };
    await tx.user.update({ where: { id: user.id }, data });
    const by = { ...source, actor: { kind: "user" as const, id: user.id }, credential: "oidc" };
    await recordAccountEvent(tx, by, user.id, "account.identity_linked", {
      issuer: iss,
      credentials_dropped: !isProven,
    });
    return { admitted: true, userId: user.id };
  });
}
