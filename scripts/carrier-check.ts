import { checkCarrier } from "@/lib/numbers/managed-accounts/check-carrier";

/* Checks that the account can buy and its calls arrive. Prints one line per check; fails when one is wrong. */

const marks = { ok: "ok      ", problem: "PROBLEM ", unknown: "unknown " } as const;

try {
  const checks = await checkCarrier();
  for (const { outcome, line } of checks) console.log(`${marks[outcome]} ${line}`);
  process.exitCode = checks.some(({ outcome }) => outcome === "problem") ? 1 : 0;
} catch (error) {
  console.error(`Not checked: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
