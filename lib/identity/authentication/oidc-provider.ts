import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/platform/env";

export type OidcProfile = { sub: string; email?: string; email_verified?: boolean; name?: string };

export function oidcProviders(): OAuthConfig<OidcProfile>[] {
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
      // The ID token is validated, nonce included. Missing claims come from userinfo (OpenID Connect Core, 5.4).
      idToken: true,
      userinfo: {
        request: async ({ client, tokens }) => {
          // next-auth passes the client's own token set under a wider type.
          const set = tokens as Exclude<Parameters<typeof client.userinfo>[0], string>;
          return { ...set.claims(), ...(await client.userinfo(set)) };
        },
      },
      checks: ["pkce", "state", "nonce"],
      profile: (profile) => ({ id: profile.sub, email: profile.email, name: profile.name }),
    },
  ];
}
