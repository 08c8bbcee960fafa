import type { ReadClient } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { accountProblem } from "./carrier-identity";
import { findInstallation, hostOfEnvironment, type Installation } from "./installation";

/** The operator must decide first; until then the server serves nothing and changes nothing at the carrier. */
export class IdentityUnclear extends Error {
  override readonly name = "IdentityUnclear";

  constructor(problems: string[]) {
    super(problems.join(" "));
  }
}

/** Compares by name, because a server loads this module more than once. */
export const isIdentityUnclear = (error: unknown) => error instanceof Error && error.name === "IdentityUnclear";

/** Throws `IdentityUnclear` when purchased numbers may belong to a different account or installation. */
export async function requireIdentity(): Promise<void> {
  const problems = await system().read(identityProblems);
  if (problems.length > 0) throw new IdentityUnclear(problems);
}

export async function identityProblems(tx: ReadClient): Promise<string[]> {
  const account = await tx.managedAccount.findFirst({ where: { isDefault: true } });
  const installation = await findInstallation(tx);
  const ofAccount = account && accountProblem(account);
  const ofInstallation = installation && installationProblem(installation);
  return [
    ...(ofInstallation && (await holdsNumbers(tx)) ? [ofInstallation] : []),
    ...(account && ofAccount && (await holdsNumbers(tx, account.id)) ? [ofAccount] : []),
  ];
}

export function installationProblem({ host, isOriginal }: Installation): string | undefined {
  const here = hostOfEnvironment();
  if (isOriginal && host === here) return undefined;
  const what = isOriginal
    ? `This database belongs to the installation at ${host}, but APP_URL is at ${here}.`
    : `This database was restored or copied: it belongs to the installation at ${host}, and its numbers may have changed since.`;
  return `${what} If that installation goes on only here, run \`npm run carrier-account -- accept moved\`; if it goes on elsewhere too, \`npm run carrier-account -- accept copy\`.`;
}

/** Without an id, checks all accounts. */
export async function holdsNumbers(tx: ReadClient, managedAccountId?: string): Promise<boolean> {
  const account = managedAccountId ?? null;
  const [row] = await tx.$queryRaw<{ holds: boolean }[]>`
    SELECT EXISTS (
        SELECT FROM phone_number
        WHERE managed_account_id IS NOT NULL AND (${account}::uuid IS NULL OR managed_account_id = ${account}::uuid))
      OR EXISTS (
        SELECT FROM purchase
        WHERE status IN ('pending', 'needs_attention')
          AND (${account}::uuid IS NULL OR managed_account_id = ${account}::uuid)) AS holds`;
  return row?.holds === true;
}
