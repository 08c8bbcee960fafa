import { parseArgs } from "node:util";
import { listUnownedFindings } from "@/lib/numbers/findings/list-findings";
import { acceptLosses } from "@/lib/numbers/reconcile/accept-losses";
import { type AccountReport, reconcile } from "@/lib/numbers/reconcile/reconcile";
import type { Act } from "@/lib/numbers/reconcile/sweep";
import { closeDatabase } from "@/lib/platform/db/db";

/*
 * Compares the directory with the carrier now. Prints what was found and done, and open findings without an
 * organization. Fails when an account did not answer. `-- --accept-losses` first confirms that the numbers of every
 * organization that misses too many at once are lost.
 */

const words: Record<Act["act"], string> = {
  rebound: "put back on its trunk",
  orphan_trunk_deleted: "empty extra trunk deleted",
  adopted: "taken into the directory: its purchase waited",
  quarantined: "at the carrier, not in the directory: needs attention",
  lost: "not at the carrier any more: needs attention",
  loss_held: "organization that misses too many numbers at once: nothing was changed, it is asked",
  returned: "at the carrier again: active",
  purchase_failed: "was not bought: its purchase failed, the slot is free",
  counter_repaired: "organization whose count of used numbers was wrong: repaired",
  release_stopped: "was not given back: needs attention",
  carrier_refused: "the carrier refused to change it: needs attention",
  failed: "could not be settled because of an error here: see the log",
};

function print({ name, managedAccountId, acts, counted, problem }: AccountReport): void {
  const numbers = counted ? `${counted.owned} numbers at the carrier, ${counted.untagged} not ours` : problem;
  console.log(`${name} (${managedAccountId}): ${counted ? "compared" : "NOT compared"}. ${numbers}`);
  printActs(acts);
}

function printActs(acts: Act[]): void {
  for (const { act, subject } of acts) console.log(`  ${subject}  ${words[act]}`);
}

/** Admins see their organization's findings in the app; these have no organization. */
async function printUnowned(): Promise<void> {
  const findings = await listUnownedFindings();
  if (findings.length > 0) console.log(`\nOpen, and no organization's: ${findings.length}`);
  for (const { phone_number, detail, first_seen_at } of findings) {
    console.log(`  ${phone_number ?? "The account"}  ${detail} Since ${first_seen_at}.`);
  }
}

try {
  const { values } = parseArgs({ options: { "accept-losses": { type: "boolean" } } });
  if (values["accept-losses"]) console.log(`Losses accepted for ${await acceptLosses()} organizations.`);
  // Waits for a server that is already comparing.
  const result = await reconcile({ wait: true });
  for (const account of result?.accounts ?? []) print(account);
  printActs(result?.acts ?? []);
  const done = result?.accounts.some(({ acts }) => acts.length > 0) || (result?.acts.length ?? 0) > 0;
  if (result?.complete && !done) console.log("Nothing had to be done.");
  await printUnowned();
  process.exitCode = result?.complete ? 0 : 1;
} catch (error) {
  console.error(`Not compared: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
