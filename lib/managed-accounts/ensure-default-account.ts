import { randomUUID } from "node:crypto";
import { asSystem } from "@/lib/db";
import { decrypt, encrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import { credentialsPlace } from "./carrier-of";

/** The shared account of this installation, from the environment: made at the first start, renewed when its credentials change. */
export async function ensureDefaultAccount(): Promise<string> {
  const credentials = JSON.stringify(fromEnvironment());
  return asSystem(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('trunkline:default-account'))`;
    const account = await tx.managedAccount.findFirst({ where: { isDefault: true } });
    const id = account?.id ?? randomUUID();
    if (account && readable(account.credentials, id) === credentials) return id;
    const data = { credentials: encrypt(credentials, credentialsPlace(id)), updatedAt: new Date() };
    await tx.managedAccount.upsert({
      where: { id },
      create: { id, carrier: "twilio", name: "Twilio", isDefault: true, ...data },
      update: data,
    });
    return id;
  });
}

/** Undefined when it was encrypted under another key: then the environment's credentials replace it. */
function readable(credentials: string, id: string): string | undefined {
  try {
    return decrypt(credentials, credentialsPlace(id));
  } catch {
    return undefined;
  }
}

function fromEnvironment() {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_KEY_SID, TWILIO_API_KEY_SECRET } = env();
  return TWILIO_API_KEY_SID && TWILIO_API_KEY_SECRET
    ? { account_sid: TWILIO_ACCOUNT_SID, api_key_sid: TWILIO_API_KEY_SID, api_key_secret: TWILIO_API_KEY_SECRET }
    : { account_sid: TWILIO_ACCOUNT_SID, auth_token: TWILIO_AUTH_TOKEN };
}
