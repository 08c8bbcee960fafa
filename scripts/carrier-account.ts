import { acceptIdentity, identityWords } from "@/lib/numbers/managed-accounts/accept-identity";
import { identityOfEnvironment, rememberedIdentity } from "@/lib/numbers/managed-accounts/carrier-identity";
import { identityProblems } from "@/lib/numbers/managed-accounts/identity-store";
import { findInstallation, hostOfEnvironment } from "@/lib/numbers/managed-accounts/installation";
import { closeDatabase } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";

/*
 * Shows which carrier account and installation the directory belongs to, and lets an operator confirm that they have
 * changed. Stop every server before `accept`.
 */

const usage = `Usage: npm run carrier-account -- status
       npm run carrier-account -- accept <word>

  same-account    the same carrier account answers at another TWILIO_API_BASE_URL: its numbers stay as they are
  other-account   buy at the new account from now on; what was bought stays with the old one and its credentials
  moved           this installation goes on here and nowhere else: its numbers stay its own
  copy            the installation goes on elsewhere: what it bought is never touched at the carrier from here`;

async function printStatus(): Promise<void> {
  const { account, installation, problems } = await system().transaction(async (tx) => ({
    account: await tx.managedAccount.findFirst({ where: { isDefault: true } }),
    installation: await findInstallation(tx),
    problems: await identityProblems(tx),
  }));
  const then = account && rememberedIdentity(account);
  const now = identityOfEnvironment();
  console.log(`carrier account  ${then?.accountId ?? "not noted"} at ${then?.baseUrl ?? "a host not noted"}
environment      ${now.accountId} at ${now.baseUrl}
installation     ${installation?.id ?? "not noted"} at ${installation?.host ?? "a host not noted"}
environment      ${hostOfEnvironment()}`);
  console.log(problems.length > 0 ? `\n${problems.join("\n")}` : "\nNothing has to be said: servers may start.");
  process.exitCode = problems.length > 0 ? 1 : 0;
}

const [verb = "status", given, ...rest] = process.argv.slice(2);
const word = identityWords.find((known) => known === given);
try {
  if (verb === "status" && given === undefined) {
    await printStatus();
  } else if (verb === "accept" && word && rest.length === 0) {
    await acceptIdentity(word);
    await printStatus();
  } else {
    console.error(usage);
    process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
