import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { asSystem } from "@/lib/db";
import { env } from "@/lib/env";
import { passwordMatches } from "./passwords";
import { isSecure, sessionCookieName } from "./session";

const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** Sign-in with e-mail and password, and with the organization's own provider when OIDC_* is set. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() },
      },
    },
    providers: [password(), ...oidc()],
    callbacks: {
      // A provider may know people we don't: only a member of some organization gets in, and is known by verified e-mail.
      async signIn({ user, account, profile }) {
        if (account?.provider !== "oidc") return true;
        const verified = (profile as { email_verified?: boolean } | undefined)?.email_verified === true;
        if (!user.email || !verified) return false;
        return (await findUserByEmail(user.email)) !== null;
      },
      async jwt({ token, user, account }) {
        if (!user) return token;
        const id = account?.provider === "oidc" && user.email ? (await findUserByEmail(user.email))?.id : user.id;
        return { sub: id };
      },
    },
  };
}

function password() {
  return CredentialsProvider({
    name: "password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize(credentials) {
      if (!credentials) return null;
      const user = await findUserByEmail(credentials.email);
      const matches = await passwordMatches(credentials.password, user?.passwordHash);
      return user && matches ? { id: user.id } : null;
    },
  });
}

type OidcProfile = { sub: string; email?: string; name?: string };

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
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      profile: (profile) => ({ id: profile.sub, email: profile.email, name: profile.name }),
    },
  ];
}

function findUserByEmail(email: string) {
  return asSystem((tx) => tx.user.findUnique({ where: { email: email.trim().toLowerCase() } }));
}
