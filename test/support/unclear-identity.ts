import { expect } from "vitest";
import { GET } from "@/app/api/readyz/route";
import { ensureDefaultAccount } from "@/lib/numbers/managed-accounts/ensure-default-account";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { trunkReference } from "@/lib/numbers/purchase/carrier-reference";
import { resumePurchases } from "@/lib/numbers/purchase/resume-purchases";
import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { startDueReleases } from "@/lib/numbers/release/release-workflow";
import { system } from "@/lib/platform/db/system";
import { forgetEnvironment } from "@/lib/platform/env";
import { assignedAgent } from "./assigned-agent";
import { boughtNumber, reservedPurchase, setAsidePurchase } from "./bought-number";
import { newOrganization } from "./organization";
import { atOnce } from "./reconciling";
import { snapshot } from "./snapshot";
import { askCarrier, simulator } from "./world";

/** As if set in another `.env` file. */
export function changeEnvironment(variables: Record<string, string>): void {
  Object.assign(process.env, variables);
  forgetEnvironment();
}

/** Numbers in service, one due for release, one on a wrong trunk, purchases in progress, and a duplicate trunk. */
export async function busyOrganization() {
  const organization = await newOrganization();
  const kept = await boughtNumber(organization);
  await assignedAgent(organization.id, kept.row.id, "inbound");
  const unbound = await boughtNumber(organization);
  await simulator.rebindNumber(unbound.phoneNumber, null);
  const due = await boughtNumber(organization);
  const past = new Date(Date.now() - 3_600_000);
  const data = { status: "releasing", releaseAt: past } as const;
  await system().transaction((tx) => tx.phoneNumber.update({ where: { id: due.row.id }, data }));
  const pending = await reservedPurchase(organization);
  await system().transaction((tx) => tx.purchase.update({ where: { id: pending.id }, data: { startedAt: past } }));
  const markNeedsAttention = await setAsidePurchase(organization);
  const twin = { FriendlyName: trunkReference(await readInstallationId(), organization.id) };
  expect((await askCarrier("POST", "/v1/Trunks", twin)).status).toBe(201);
  return { organization, kept, unbound, due, pending, markNeedsAttention };
}

/** Starts a server and continues a running one (sweeps, due releases, waiting purchases). Nothing may change. */
export async function expectNothingDone(carrierUrls: string[], sentence: string): Promise<void> {
  const before = await snapshot(carrierUrls);
  await expect(ensureDefaultAccount()).rejects.toThrow(sentence);
  for (let sweep = 0; sweep < 3; sweep++) {
    const result = await reconcile(atOnce);
    expect(result?.complete).toBe(false);
    expect(result?.accounts.map(({ problem }) => problem)).toEqual([expect.stringContaining(sentence)]);
  }
  await expect(startDueReleases()).rejects.toThrow(sentence);
  await expect(resumePurchases()).rejects.toThrow(sentence);
  expect((await GET(new Request("http://localhost/readyz"), undefined)).status).toBe(503);
  expect(await snapshot(carrierUrls)).toEqual(before);
}
