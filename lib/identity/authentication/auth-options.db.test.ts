import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import type { Account, Profile } from "next-auth";
import { describe, expect, it } from "vitest";
import { GET as myScopes } from "@/app/api/admin/members/me/scopes/route";
import { dropCredentials } from "@/lib/identity/credentials/drop-credentials";
import { readSessionCookie, sessionCookieName, sessionCookieValue } from "@/lib/identity/session-cookie";
import { beginSession, sessionLives } from "@/lib/identity/sessions/session-store";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { addMember, createPersonalAccessToken, createUser } from "@/prisma/factories";
import { call, sessionCookie } from "@/test/support/api";
import { anAddress, signInByPassword } from "@/test/support/call-auth";
import { newOrganization } from "@/test/support/organization";
import { givenSecondFactor } from "@/test/support/second-factor";
import { authOptions } from "./auth-options";
import { readDeviceCookie } from "./device-cookie";

const asked = (headers: Record<string, string> = {}) =>
  new NextRequest("http://localhost/api/auth/callback/credentials", { headers });
const oidc = { provider: "oidc", type: "oauth", providerAccountId: "sub-1" } as Account;
const ISSUER = "https://id.example.com";

type Identity = { email?: string; email_verified?: unknown; sub?: string; iss?: string };
const profileOf = (identity: Identity) =>
  ({ iss: ISSUER, sub: randomUUID(), email_verified: true, ...identity }) as Profile;

const signsIn = (user: { id: string }, account: Account | null = null, request = asked(), profile?: Profile) =>
  authOptions(request).callbacks?.jwt?.({
    token: { name: "Robin", picture: "x" },
    user,
    account,
    ...(profile && { profile }),
  });

/** The whole way of a person whom the provider vouches for: the id of the user they became, or the refusal. */
async function comesIn(identity: Identity) {
  const profile = profileOf(identity);
  const user = { id: String(profile.sub), ...(identity.email && { email: identity.email }) };
  const admitted = await authOptions(asked()).callbacks?.signIn?.({ user, account: oidc, profile });
  return admitted === true ? (await signsIn(user, oidc, asked(), profile))?.sub : admitted;
}
const sessionsOf = (userId: string) => system().transaction((tx) => tx.userSession.findMany({ where: { userId } }));

describe("signing in", () => {
  it("keeps nothing in the cookie but the user's id and the session's", async () => {
    const user = await createUser();
    const token = await signsIn(user, null, asked({ "User-Agent": "Firefox/140.0" }));
    const [session] = await sessionsOf(user.id);
    expect(token).toEqual({ sub: user.id, sid: session?.id });
    expect(session).toMatchObject({ method: "password", userAgent: "Firefox/140.0" });
  });

  it("always begins a new session, and ends the one that the browser had", async () => {
    const user = await createUser();
    const before = await beginSession({ userId: user.id, method: "password", address: null, userAgent: null });
    const claim = { sessionId: before, userId: user.id };
    const cookie = `${sessionCookieName()}=${await sessionCookieValue(claim)}`;
    const token = await signsIn(user, null, asked({ Cookie: cookie }));
    expect(token?.sid).not.toBe(before);
    expect(await sessionLives(claim)).toBe(false);
    expect(await sessionsOf(user.id)).toHaveLength(1);
  });

  it("with a provider lets in who is known by verified e-mail, under our own id", async () => {
    const user = await createUser();
    expect(await comesIn({ email: user.email.toUpperCase() })).toBe(user.id);
    expect(await sessionsOf(user.id)).toMatchObject([{ method: "oidc" }]);
  });

  it("with a provider refuses strangers and unverified addresses", async () => {
    const user = await createUser();
    expect(await comesIn({ email: "stranger@example.com" })).toBe(false);
    for (const email_verified of [false, undefined, "true", 1]) {
      expect(await comesIn({ email: user.email, email_verified })).toBe(false);
    }
    expect(await comesIn({ email: user.email, sub: "" })).toBe(false);
    expect(await sessionsOf(user.id)).toEqual([]);
  });

  it("with a provider leaves one event in each of the person's organizations", async () => {
    const { id, admin } = await newOrganization();
    await comesIn({ email: admin.email });
    const events = await system().transaction((tx) =>
      tx.auditEvent.findMany({ where: { organizationId: id }, orderBy: { id: "asc" } }),
    );
    expect(events).toMatchObject([
      { action: "account.identity_linked", userId: admin.id, after: { issuer: ISSUER, credentials_dropped: false } },
      { action: "account.signed_in", userId: admin.id, credential: "oidc" },
    ]);
  });

  it("never begins a session under a password that was changed in the meantime", async () => {
    const user = await createUser();
    const passwordHash =
      (await system().transaction((tx) => tx.user.findUniqueOrThrow({ where: { id: user.id } }))).passwordHash ?? "";
    await system().transaction((tx) => dropCredentials(tx, user.id));
    const session = { userId: user.id, method: "password", address: null, userAgent: null, passwordHash } as const;
    await expect(beginSession(session)).rejects.toThrow("The password was changed during the sign-in.");
    expect(await sessionsOf(user.id)).toEqual([]);
  });
});

describe("an identity at the provider", () => {
  it("is kept at the first sign-in, and another one with the same address is refused from then on", async () => {
    const { admin: user } = await newOrganization();
    expect(await comesIn({ email: user.email, sub: "sub-a" })).toBe(user.id);
    expect(await comesIn({ email: user.email, sub: "sub-b" })).toBe(false);
    expect(await comesIn({ email: user.email, sub: "sub-a" })).toBe(user.id);
    const refused = { targetId: user.id, action: "account.sign_in_failed" };
    expect(await system().transaction((tx) => tx.auditEvent.findMany({ where: refused }))).toMatchObject([
      { credential: "oidc", after: { reason: "provider_refused" } },
    ]);
  });

  it("is known by its sub, whatever address it has by then", async () => {
    const user = await createUser();
    const other = await createUser();
    await comesIn({ email: user.email, sub: "sub-c" });
    expect(await comesIn({ email: other.email, sub: "sub-c" })).toBe(user.id);
  });

  it("is told from the same sub of another issuer", async () => {
    const [user, other] = [await createUser(), await createUser()];
    await comesIn({ email: user.email, sub: "sub-d" });
    expect(await comesIn({ email: other.email, sub: "sub-d", iss: "https://other.example.com" })).toBe(other.id);
  });

  it("ends every way in that was set up before anybody proved the address", async () => {
    const { id: organizationId } = await newOrganization();
    const squatted = await createUser({ emailVerified: false });
    await addMember(organizationId, squatted.id, "viewer");
    const { code } = await givenSecondFactor(squatted.id);
    const token = await createPersonalAccessToken(squatted.id);
    const headers = { Cookie: await sessionCookie(squatted.id) };
    expect((await call(myScopes, { token, organizationId })).status).toBe(200);
    expect((await call(myScopes, { headers, organizationId })).status).toBe(200);

    expect(await comesIn({ email: squatted.email })).toBe(squatted.id);
    expect((await call(myScopes, { token, organizationId })).status).toBe(401);
    expect((await call(myScopes, { headers, organizationId })).status).toBe(401);
    const { error } = await signInByPassword({ email: squatted.email, password: squatted.password, code: code() });
    expect(error).toBe("CredentialsSignin");
    expect(await sessionsOf(squatted.id)).toMatchObject([{ method: "oidc" }]);
    expect(await system().transaction((tx) => tx.recoveryCode.count({ where: { userId: squatted.id } }))).toBe(0);
  });

  it("leaves a proven account its password and tokens", async () => {
    const { id: organizationId, admin } = await newOrganization();
    const token = await createPersonalAccessToken(admin.id);
    await comesIn({ email: admin.email });
    expect((await call(myScopes, { token, organizationId })).status).toBe(200);
    expect((await signInByPassword({ email: admin.email, password: admin.password })).error).toBeNull();
  });
});

describe("a browser that has signed in", () => {
  it("is known by a cookie of its own, which counts its attempts apart and signs nobody in", async () => {
    const { admin } = await newOrganization();
    const address = anAddress();
    const { email, password } = admin;
    const { cookies } = await signInByPassword({ email, password }, { address });
    const device = { "trunkline-device": cookies["trunkline-device"] ?? "" };
    for (let times = 0; times < env().RATE_LIMIT_SIGN_INS; times++) {
      expect((await signInByPassword({ email, password: "wrong" }, { address })).error).toBe("CredentialsSignin");
    }
    expect((await signInByPassword({ email, password }, { address })).error).toBe("TooManyAttempts");
    expect((await signInByPassword({ email, password }, { address, cookies: device })).error).toBeNull();

    const cookie = { get: () => ({ value: device["trunkline-device"] }) };
    expect(await readDeviceCookie(cookie)).toMatchObject({ userId: admin.id });
    expect(await readSessionCookie(cookie)).toBeUndefined();
    const session = { get: () => ({ value: cookies["trunkline-session"] ?? "" }) };
    expect(await readDeviceCookie(session)).toBeUndefined();
    expect(await readDeviceCookie({ get: () => ({ value: "forged" }) })).toBeUndefined();
  });
});

describe("signing out", () => {
  it("ends the session, so that a copy of the cookie is worth nothing", async () => {
    const user = await createUser();
    const token = await signsIn(user);
    const value = await sessionCookieValue({ sessionId: String(token?.sid), userId: user.id });
    const claim = await readSessionCookie({ get: () => ({ value }) });
    expect(claim && (await sessionLives(claim))).toBe(true);
    await authOptions(asked()).events?.signOut?.({ token: token ?? {}, session: { expires: "" } });
    expect(claim && (await sessionLives(claim))).toBe(false);
  });
});
