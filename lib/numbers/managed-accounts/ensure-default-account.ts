import { randomUUID } from "node:crypto";
import type { ManagedAccount } from "@/lib/generated/prisma/client";
import { encrypt } from "@/lib/platform/crypto/encryption";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { acceptCopy } from "./accept-installation";
import { accountProblem, type CarrierIdentity, identityOfEnvironment, readCredentials } from "./carrier-identity";
import { credentialsContext } from "./credentials-context";
import { IdentityUnclear, identityProblems, installationProblem } from "./identity-store";
import { findInstallation, newInstallationId, writeInstallation } from "./installation";

/**
 * Creates or updates the shared account from the environment. A different account or host, or a copied database, is not
 * an update: once anything was bought, it throws `IdentityUnclear` until an operator decides.
 */
export async function ensureDefaultAccount(): Promise<string> {
  return system().transaction(async (tx) => {
    await lockIdentity(tx);
    const problems = await identityProblems(tx);
    if (problems.length > 0) throw new IdentityUnclear(problems);
    const installation = await findInstallation(tx);
    if (!installation) await writeInstallation(tx, newInstallationId());
    else if (installationProblem(installation)) await acceptCopy(tx, installation);
    const account = await tx.managedAccount.findFirst({ where: { isDefault: true } });
    if (!account) return createDefaultAccount(tx);
    // A problem reaches this line only when nothing was bought, so the old trunks can be forgotten.
    if (accountProblem(account)) await forgetTrunks(tx, account.id);
    return renewAccount(tx, account);
  });
}

export async function lockIdentity(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('trunkline:default-account'))`;
}

export async function createDefaultAccount(tx: Tx): Promise<string> {
  const id = randomUUID();
  const data = {
    id,
    carrier: "twilio",
    name: "Twilio",
    isDefault: true,
    ...stored(id, credentialsOfEnvironment()),
  } as const;
  await tx.managedAccount.create({ data });
  return id;
}

/** Writes nothing when credentials and identity are unchanged. */
export async function renewAccount(tx: Tx, account: ManagedAccount): Promise<string> {
  const { id, carrierAccountId, carrierBaseUrl } = account;
  const { accountId, baseUrl } = identityOfEnvironment();
  const credentials = credentialsOfEnvironment();
  const isSame =
    carrierAccountId === accountId && carrierBaseUrl === baseUrl && readCredentials(account) === credentials;
  if (!isSame || !account.isDefault) {
    await tx.managedAccount.update({ where: { id }, data: { isDefault: true, ...stored(id, credentials) } });
  }
  return id;
}

function stored(id: string, credentials: string) {
  const { accountId, baseUrl }: CarrierIdentity = identityOfEnvironment();
  return {
    credentials: encrypt(credentials, credentialsContext(id)),
    carrierAccountId: accountId,
    carrierBaseUrl: baseUrl,
    updatedAt: new Date(),
  };
}

async function forgetTrunks(tx: Tx, managedAccountId: string): Promise<void> {
  await tx.trunk.updateMany({ where: { managedAccountId }, data: { carrierTrunkId: null } });
}

export function credentialsOfEnvironment(): string {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_KEY_SID, TWILIO_API_KEY_SECRET } = env();
  return JSON.stringify(
    TWILIO_API_KEY_SID && TWILIO_API_KEY_SECRET
      ? { account_sid: TWILIO_ACCOUNT_SID, api_key_sid: TWILIO_API_KEY_SID, api_key_secret: TWILIO_API_KEY_SECRET }
      : { account_sid: TWILIO_ACCOUNT_SID, auth_token: TWILIO_AUTH_TOKEN },
  );
}
