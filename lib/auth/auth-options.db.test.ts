import { NextRequest } from "next/server";
import type { Account, Profile } from "next-auth";
import { describe, expect, it } from "vitest";
import { authOptions } from "@/lib/auth/auth-options";
import { readSessionCookie, sessionCookieName, sessionCookieValue } from "@/lib/auth/session-cookie";
import { asSystem } from "@/lib/db";
import { beginSession, sessionLives } from "@/lib/sessions/session-store";
import { createUser } from "@/prisma/factories";

const asked = (headers: Record<string, string> = {}) =>
  new NextRequest("http://localhost/api/auth/callback/credentials", { headers });
const oidc = { provider: "oidc", type: "oauth", providerAccountId: "sub-1" } as Account;
const signsIn = (user: { id: string; email?: string }, account: Account | null = null, request = asked()) =>
  authOptions(request).callbacks?.jwt?.({ token: { name: "Robin", picture: "x" }, user, account });
const comesIn = (email: string, verified?: boolean) =>
  authOptions(asked()).callbacks?.signIn?.({
    user: { id: "sub-1", email },
    account: oidc,
    profile: { email_verified: verified } as Profile,
  });
const sessionsOf = (userId: string) => asSystem((tx) => tx.userSession.findMany({ where: { userId } }));

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
    expect(await comesIn(user.email, true)).toBe(true);
    const token = await signsIn({ id: "sub-1", email: user.email }, oidc);
    expect(token).toMatchObject({ sub: user.id });
    expect(await sessionsOf(user.id)).toMatchObject([{ method: "oidc" }]);
  });

  it("with a provider refuses strangers and unverified addresses", async () => {
    const user = await createUser();
    expect(await comesIn("stranger@example.com", true)).toBe(false);
    expect(await comesIn(user.email, false)).toBe(false);
    expect(await comesIn(user.email, undefined)).toBe(false);
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
