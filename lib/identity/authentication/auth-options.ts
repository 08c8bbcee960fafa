import type { NextRequest } from "next/server";
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { SignInBody } from "@/lib/identity/schemas";
import { isSecure, readSessionCookie, sessionCookieName } from "@/lib/identity/session-cookie";
import { beginSession, endSession } from "@/lib/identity/sessions/session-store";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { clientAddressOf } from "@/lib/platform/network/client-address";
import { requestIdOf } from "@/lib/platform/request-id";
import { checkPassword } from "./check-password";
import { readDeviceCookie } from "./device-cookie";
import { admitByProvider, findByIdentity } from "./oidc-identity";
import { oidcProviders } from "./oidc-provider";
import { ownUrl } from "./own-url";
import { recordSignIn, type SignInSource } from "./sign-in-events";

type AuthRequest = Pick<NextRequest, "headers" | "cookies">;

/** @param onSignIn receives the id of a user who has just signed in */
export function authOptions(request: AuthRequest, onSignIn: (userId: string) => void = () => {}): NextAuthOptions {
  const shown: { passwordHash?: string } = {};
  const source = { address: clientAddressOf(request.headers), requestId: requestIdOf(request) };
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
    logger,
    providers: [password(request, source, shown), ...oidcProviders()],
    callbacks: {
      redirect: ({ url, baseUrl }) => ownUrl(url, baseUrl),
      async signIn({ account, profile }) {
        return account?.provider === "oidc" ? admitByProvider(source, profile) : true;
      },
      // A user is only present at sign-in, which always starts a new session, whatever cookie the browser had.
      async jwt({ token, user, account, profile }) {
        if (!user) return token;
        const method = account?.provider === "oidc" ? "oidc" : "password";
        const userId = method === "oidc" ? (await findByIdentity(profile))?.id : user.id;
        if (!userId) throw new Error("The account is gone.");
        const replaces = await readSessionCookie(request.cookies);
        const userAgent = request.headers.get("user-agent");
        const { passwordHash } = shown;
        const sid = await beginSession({ userId, method, address: source.address, userAgent, replaces, passwordHash });
        await recordSignIn(source, userId, method);
        onSignIn(userId);
        return { sub: userId, sid };
      },
    },
    events: {
      async signOut({ token }) {
        if (token?.sub && typeof token.sid === "string") await endSession({ sessionId: token.sid, userId: token.sub });
      },
    },
  };
}

function password(request: AuthRequest, source: SignInSource, shown: { passwordHash?: string }) {
  return CredentialsProvider({
    name: "password",
    credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
    async authorize(sent: unknown) {
      const { data: credentials } = SignInBody.safeParse(sent);
      if (!credentials) return null;
      const device = await readDeviceCookie(request.cookies);
      const answer = await checkPassword({ ...credentials, source, device });
      if ("userId" in answer) {
        shown.passwordHash = answer.passwordHash;
        return { id: answer.userId };
      }
      if (answer.problem === "CredentialsSignin") return null;
      // next-auth passes this code on to the sign-in page.
      throw new Error(answer.problem);
    },
  });
}

/** Replaces the library's plain-text output on standard error with one line of JSON per message. */
const logger: NextAuthOptions["logger"] = {
  error: (code, metadata) => log().error({ code, error: errorIn(metadata) }, "next-auth"),
  warn: (code) => log().warn({ code }, "next-auth"),
  debug: () => {},
};

const errorIn = (metadata: Error | { error?: unknown }) => (metadata instanceof Error ? metadata : metadata.error);
