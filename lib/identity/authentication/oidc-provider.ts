import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/platform/env";

export type OidcProfile = { sub: string; email?: string; email_verified?: boolean; name?: string };

/** The organization's own OpenID Connect provider, when OIDC_* is set. */
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
