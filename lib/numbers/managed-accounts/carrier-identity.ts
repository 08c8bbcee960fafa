import { CarrierError } from "@/lib/carriers/carrier";
import type { ManagedAccount } from "@/lib/generated/prisma/client";
import { decrypt } from "@/lib/platform/crypto/encryption";
import { env } from "@/lib/platform/env";
import { credentialsContext } from "./credentials-context";

export type CarrierIdentity = { accountId: string; baseUrl: string };

const CARRIER_BASE_URL = "https://api.twilio.com";

export function identityOfEnvironment(): CarrierIdentity {
  const { TWILIO_ACCOUNT_SID: accountId, TWILIO_API_BASE_URL: standIn } = env();
  return { accountId, baseUrl: new URL(standIn ?? CARRIER_BASE_URL).origin };
}

type Remembered = Pick<ManagedAccount, "id" | "credentials" | "carrierAccountId" | "carrierBaseUrl">;

/** Before the first record, uses the account that the credentials open. A host that was never recorded is null. */
export function rememberedIdentity(account: Remembered): { accountId: string; baseUrl: string | null } | undefined {
  const { carrierBaseUrl: baseUrl } = account;
  const accountId = account.carrierAccountId ?? accountIdIn(readCredentials(account));
  return accountId === undefined ? undefined : { accountId, baseUrl };
}

/** Returns undefined when the credentials were encrypted with a lost key. */
export function readCredentials({ id, credentials }: Pick<ManagedAccount, "id" | "credentials">): string | undefined {
  try {
    return decrypt(credentials, credentialsContext(id));
  } catch {
    return undefined;
  }
}

function accountIdIn(credentials: string | undefined): string | undefined {
  const parsed: unknown = credentials === undefined ? undefined : JSON.parse(credentials);
  const isNamed = typeof parsed === "object" && parsed !== null && "account_sid" in parsed;
  return isNamed && typeof parsed.account_sid === "string" ? parsed.account_sid : undefined;
}

/** Undefined when the environment names the recorded account. */
export function accountProblem(account: Remembered): string | undefined {
  const now = identityOfEnvironment();
  const then = rememberedIdentity(account);
  const command = (word: string) => `\`npm run carrier-account -- accept ${word}\``;
  if (then === undefined) {
    return `It is not known which carrier account the bought numbers belong to: the stored credentials cannot be decrypted. If it is ${now.accountId}, run ${command("same-account")}; else ${command("other-account")}.`;
  }
  if (then.accountId !== now.accountId) {
    return `The bought numbers belong to the carrier account ${then.accountId}, but TWILIO_ACCOUNT_SID is ${now.accountId}. Set it back, or run ${command("other-account")} to buy there from now on.`;
  }
  if (then.baseUrl !== null && then.baseUrl !== now.baseUrl) {
    return `The carrier account ${then.accountId} was at ${then.baseUrl}, but the environment says ${now.baseUrl}. Set TWILIO_API_BASE_URL back, or run ${command("same-account")} if the same account is there now.`;
  }
  return undefined;
}

/** Throws `wrong_account` when the environment names a different account than the row. */
export function requireNotedAccount(account: Remembered & Pick<ManagedAccount, "isDefault">): void {
  const problem = account.isDefault ? accountProblem(account) : undefined;
  if (problem) throw new CarrierError("refused", "wrong_account", problem);
}

/** Throws `wrong_account` when the row's credentials open a different account than the recorded one. */
export function requireMatchingCredentials({ carrierAccountId }: Remembered, credentials: string): void {
  const opened = accountIdIn(credentials);
  if (carrierAccountId === null || opened === undefined || opened === carrierAccountId) return;
  throw new CarrierError("refused", "wrong_account", `The credentials open ${opened}, not ${carrierAccountId}.`);
}

/** Returns the simulator's URL, or undefined for the real carrier. */
export function standInOf({ carrierBaseUrl }: Pick<ManagedAccount, "carrierBaseUrl">): string | undefined {
  const baseUrl = carrierBaseUrl ?? identityOfEnvironment().baseUrl;
  return baseUrl === CARRIER_BASE_URL ? undefined : baseUrl;
}
