import { randomBytes } from "node:crypto";
import path from "node:path";
import { freePort } from "@/scripts/ports.mjs";
import { root, type supervise } from "@/scripts/processes.mjs";

/** Starts the provider and returns the app's settings for it. */
export async function startOidcProvider(processes: ReturnType<typeof supervise>, appUrl: string, log: string) {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const client = { CLIENT_ID: "trunkline", CLIENT_SECRET: randomBytes(24).toString("hex") };
  const redirect = `${appUrl}/api/auth/callback/oidc`;
  const env = { ...process.env, ...client, PORT: String(port), ISSUER: issuer, REDIRECT_URI: redirect };
  processes.start("The OpenID Connect provider", process.execPath, [path.join(root, "e2e/oidc-provider.mjs")], {
    env,
    log,
  });
  return {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: client.CLIENT_ID,
    OIDC_CLIENT_SECRET: client.CLIENT_SECRET,
    OIDC_NAME: "Northwind ID",
  };
}
