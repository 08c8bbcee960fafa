import { Provider } from "oidc-provider";

/*
 * A certified OpenID Connect provider in a process of its own. Whoever signs in is who they say: the login is the
 * e-mail address, which is verified unless it begins with "unverified". As the standard has it, the address is told at
 * the userinfo endpoint and not in the ID token.
 */

const { PORT, ISSUER, REDIRECT_URI, CLIENT_ID, CLIENT_SECRET } = process.env;

const provider = new Provider(ISSUER, {
  clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [REDIRECT_URI] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: [CLIENT_SECRET] },
  findAccount: (_, login) => ({
    accountId: login,
    claims: () => ({ sub: login, email: login, email_verified: !login.startsWith("unverified"), name: "Robin Ames" }),
  }),
});

provider.listen(Number(PORT), "127.0.0.1");
