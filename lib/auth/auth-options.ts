import type { NextRequest } from "next/server";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";
import { clientAddressOf } from "@/lib/network/client-address";
import { beginSession, endSession } from "@/lib/sessions/session-store";
import { checkPassword, findUserByEmail } from "./check-password";
import { isSecure, readSessionCookie, sessionCookieName } from "./session-cookie";

/** Sign-in with e-mail and password, and with the organization's own provider when OIDC_* is set. */
export function authOptions(request: Pick<NextRequest, "headers" | "cookies">): NextAuthOptions {
  const address = clientAddressOf(request.headers);
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: "jwt", maxAge: env().SESSION_MAX_HOURS * 3_600 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() },
      },
    },
    providers: [password(address), ...oidc()],
    callbacks: {
      // A provider may know people we don't: only a member of some organization gets in, and is known by verified e-mail.
      async signIn({ user, account, profile }) {
        if (account?.provider !== "oidc") return true;
        const verified = (profile as { email_verified?: boolean } | undefined)?.email_verified === true;
        if (!user.email || !verified) return false;
        return (await findUserByEmail(user.email)) !== null;
      },
      // With a user this is a sign-in: it always gets a session of its own, whatever cookie the browser had.
      async jwt({ token, user, account }) {
        if (!user) return token;
        const method = account?.provider === "oidc" ? "oidc" : "password";
        const userId = method === "oidc" && user.email ? (await findUserByEmail(user.email))?.id : user.id;
        if (!userId) throw new Error("The account is gone.");
        const replaces = await readSessionCookie(request.cookies);
        const userAgent = request.headers.get("user-agent");
        return { sub: userId, sid: await beginSession({ userId, method, address, userAgent, replaces }) };
      },
    },
    events: {
      async signOut({ token }) {
        if (token?.sub && typeof token.sid === "string") await endSession({ sessionId: token.sid, userId: token.sub });
      },
    },
  };
}

function password(address: string | null) {
  return CredentialsProvider({
    name: "password",
    credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
    async authorize(credentials) {
      if (!credentials) return null;
      const { email, password, code } = credentials;
      const answer = await checkPassword({ email: email ?? "", password: password ?? "", code, address });
      if ("userId" in answer) return { id: answer.userId };
      if (answer.problem === "CredentialsSignin") return null;
      throw new Error(answer.problem);
    },
  });
}

type OidcProfile = { sub: string; email?: string; email_verified?: boolean; name?: string };

function oidc(): OAuthConfig<OidcProfile>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: "oidc",
      name: OIDC_NAME,
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid email profile" } },
      // The ID token is checked, nonce included; what it does not say of the person is asked for (OpenID Connect Core, 5.4).
      idToken: true,
      userinfo: {
        request: async ({ client, tokens }) => {
          // next-auth hands the client's own token set on, under a wider type.
          const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
          return { ...set.claims(), ...(await client.userinfo(set)) };
        },
      },
      checks: ["pkce", "state", "nonce"],
      profile: (profile) => ({ id: profile.sub, email: profile.email, name: profile.name }),
    },
  ];
}
