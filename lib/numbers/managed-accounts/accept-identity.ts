import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { acceptCopy, acceptMoved } from "./accept-installation";
import { accountProblem, identityOfEnvironment, rememberedIdentity } from "./carrier-identity";
import { createDefaultAccount, lockIdentity, renewAccount } from "./ensure-default-account";
import { installationProblem } from "./identity-store";
import { findInstallation, type Installation } from "./installation";

export const identityWords = ["same-account", "other-account", "moved", "copy"] as const;
export type IdentityWord = (typeof identityWords)[number];

/** Runs in one transaction. Throws a one-sentence Error, and writes nothing, when `word` does not fit the state. */
export function acceptIdentity(word: IdentityWord): Promise<void> {
  return system().transaction(async (tx) => {
    await lockIdentity(tx);
    await acts[word](tx);
  });
}

const acts: Record<IdentityWord, (tx: Tx) => Promise<void>> = {
  "same-account": acceptSameAccount,
  "other-account": acceptOtherAccount,
  moved: async (tx) => acceptMoved(tx, await unclearInstallation(tx)),
  copy: async (tx) => acceptCopy(tx, await unclearInstallation(tx)),
};

async function acceptSameAccount(tx: Tx): Promise<void> {
  const account = await unclearAccount(tx);
  const then = rememberedIdentity(account);
  const { accountId } = identityOfEnvironment();
  if (then && then.accountId !== accountId) {
    throw new Error(`${accountId} is not the same account as ${then.accountId}. Nothing was changed.`);
  }
  await renewAccount(tx, account);
}

/**
 * Resources of the old account stay with it and are still reconciled and released there, with its own credentials and
 * host. Switching back reuses the existing row.
 */
async function acceptOtherAccount(tx: Tx): Promise<void> {
  const old = await unclearAccount(tx);
  const then = rememberedIdentity(old);
  const { accountId, baseUrl } = identityOfEnvironment();
  await tx.managedAccount.update({
    where: { id: old.id },
    data: {
      isDefault: false,
      carrierAccountId: then?.accountId ?? null,
      carrierBaseUrl: then?.baseUrl ?? baseUrl,
      updatedAt: new Date(),
    },
  });
  const known = await tx.managedAccount.findFirst({
    where: { organizationId: null, carrierAccountId: accountId, carrierBaseUrl: baseUrl, id: { not: old.id } },
  });
  if (known) await renewAccount(tx, known);
  else await createDefaultAccount(tx);
}

async function unclearAccount(tx: Tx) {
  const account = await tx.managedAccount.findFirst({ where: { isDefault: true } });
  if (account && accountProblem(account)) return account;
  throw new Error("The environment names the account that the directory belongs to. Nothing was changed.");
}

async function unclearInstallation(tx: Tx): Promise<Installation> {
  const installation = await findInstallation(tx);
  if (installation && installationProblem(installation)) return installation;
  throw new Error("This database is where it was, and APP_URL too. Nothing was changed.");
}
