import { afterEach, describe, expect, it } from "vitest";
import { findPurchase } from "@/lib/numbers/purchase/purchase-store";
import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { releasePhoneNumber } from "@/lib/numbers/release/release-phone-number";
import { startDueReleases } from "@/lib/numbers/release/release-workflow";
import { closeDatabase } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { env, forgetEnvironment } from "@/lib/platform/env";
import { startEngine, stopEngine } from "@/lib/platform/jobs/engine";
import { asOwner } from "@/test/support/as-owner";
import { boughtNumber, slotsUsed } from "@/test/support/bought-number";
import { findNumber } from "@/test/support/number-for-release";
import { atOnce, findingsOf, ownedAt } from "@/test/support/reconciling";
import { busyOrganization, changeEnvironment, expectNothingDone } from "@/test/support/unclear-identity";
import { askCarrier, numbersPath, simulator } from "@/test/support/world";
import { acceptIdentity } from "./accept-identity";
import { ensureDefaultAccount } from "./ensure-default-account";
import { requireIdentity } from "./identity-store";
import { readInstallationId } from "./installation";

const { APP_URL, TWILIO_API_BASE_URL = "" } = env();
const { DATABASE_URL = "" } = process.env;
const carriers = [TWILIO_API_BASE_URL];
const copies: string[] = [];

async function use(databaseUrl: string) {
  await closeDatabase();
  process.env.DATABASE_URL = databaseUrl;
  forgetEnvironment();
}

/** The database as it is now, beside this one. */
async function dump(): Promise<string> {
  await closeDatabase();
  const url = new URL(DATABASE_URL);
  const original = url.pathname.slice(1);
  const copy = `${original}_copy_${copies.length}`;
  url.pathname = "/postgres";
  process.env.DATABASE_URL = url.href;
  forgetEnvironment();
  await asOwner(`CREATE DATABASE ${copy} TEMPLATE ${original}`);
  copies.push(copy);
  await use(DATABASE_URL);
  url.pathname = `/${copy}`;
  return url.href;
}

afterEach(async () => {
  await stopEngine(0);
  await use(DATABASE_URL);
  changeEnvironment({ APP_URL });
  for (const copy of copies.splice(0)) await asOwner(`DROP DATABASE ${copy} WITH (FORCE)`);
});

/** Rows as a dump brings them back: the same values, written by whoever restores it. */
const restoreRow = () =>
  asOwner(`
    SET ROLE trunkline_system;
    CREATE TEMP TABLE kept AS SELECT * FROM installation;
    RESET ROLE;
    SET ROLE postgres;
    TRUNCATE installation;
    SET ROLE trunkline_system;
    INSERT INTO installation SELECT * FROM kept`);

describe("a database that was restored", () => {
  it("from an older dump is noticed, and nothing is done with it", async () => {
    const { organization, kept } = await busyOrganization();
    const older = await dump();
    const later = await boughtNumber(organization);
    await simulator.releaseNumber(kept.phoneNumber);
    await use(older);
    await expectNothingDone(carriers, "This database was restored or copied");
    expect(await ownedAt(later.phoneNumber)).toBeDefined();
  });

  it("with production's settings on another server is noticed by its address too", async () => {
    await busyOrganization();
    changeEnvironment({ APP_URL: "https://staging.example.com" });
    await expectNothingDone(carriers, "APP_URL is at staging.example.com");
  });

  it("table by table is noticed as well", async () => {
    await busyOrganization();
    await requireIdentity();
    await restoreRow();
    await expect(requireIdentity()).rejects.toThrow("This database was restored or copied");
    await acceptIdentity("moved");
    await requireIdentity();
  });
});

describe("a copy, by the operator's word", () => {
  it("touches nothing that the installation has which it was copied from, and buys for itself", async () => {
    const { organization, kept, unbound, due, pending, markNeedsAttention } = await busyOrganization();
    const original = await readInstallationId();
    await use(await dump());
    await acceptIdentity("copy");
    expect(await ensureDefaultAccount()).toBeTruthy();
    expect(await readInstallationId()).not.toBe(original);
    const before = await simulator.state();
    for (let sweep = 0; sweep < 3; sweep++) expect(await reconcile(atOnce)).toMatchObject({ complete: true, acts: [] });
    expect((await findPurchase(pending.id)).status).toBe("failed");
    expect((await findPurchase(markNeedsAttention.id)).status).toBe("failed");
    expect(await slotsUsed(organization)).toBe(3);
    await startEngine();
    await startDueReleases();
    await releasePhoneNumber(organization.ctx, kept.phoneNumber, true);
    for (const { id } of [due.row, kept.row]) {
      await expect.poll(async () => (await findNumber(id))?.releaseProblem).toBe("other_installation");
    }
    await reconcile(atOnce);
    expect(await findingsOf(kept.phoneNumber)).toMatchObject([{ kind: "stopped_release", resolvedAt: null }]);
    const after = await simulator.state();
    expect([after.owned, after.trunks]).toEqual([before.owned, before.trunks]);

    const own = await boughtNumber(organization);
    expect(before.trunks.map(({ sid }) => sid)).not.toContain(own.trunk.carrierTrunkId);
    for (let sweep = 0; sweep < 3; sweep++) expect((await reconcile(atOnce))?.accounts[0]?.acts).toEqual([]);
    const now = await simulator.state();
    expect(now.owned).toEqual(expect.arrayContaining(before.owned));
    expect(now.trunks).toEqual(expect.arrayContaining(before.trunks));
    expect((await ownedAt(unbound.phoneNumber))?.trunk_sid).toBeNull();
  });

  it("leaves numbers alone whose tag is older than installations", async () => {
    const { organization } = await busyOrganization();
    const { phoneNumber, purchase, row } = await boughtNumber(organization);
    await system().transaction((tx) =>
      tx.purchase.update({ where: { id: purchase.id }, data: { installationId: null } }),
    );
    const owned = await ownedAt(phoneNumber);
    await askCarrier("POST", `${numbersPath()}/${owned?.sid}.json`, { FriendlyName: `trunkline:${purchase.id}` });
    await simulator.rebindNumber(phoneNumber, null);
    const copy = await dump();
    await use(copy);
    await acceptIdentity("copy");
    await reconcile(atOnce);
    expect((await ownedAt(phoneNumber))?.trunk_sid).toBeNull();
    expect((await findNumber(row.id))?.status).toBe("active");
    // Where it was bought it is as much ours as ever.
    await use(DATABASE_URL);
    await reconcile(atOnce);
    expect((await ownedAt(phoneNumber))?.trunk_sid).not.toBeNull();
  });
});

describe("an installation that has moved, by the operator's word", () => {
  it("goes on, but buys nothing again by itself and gives every release its window", async () => {
    const { due, pending, unbound } = await busyOrganization();
    const original = await readInstallationId();
    await use(await dump());
    await acceptIdentity("moved");
    await ensureDefaultAccount();
    expect(await readInstallationId()).toBe(original);
    expect((await findPurchase(pending.id)).status).toBe("needs_attention");
    const releaseAt = (await findNumber(due.row.id))?.releaseAt?.getTime() ?? 0;
    expect(releaseAt).toBeGreaterThan(Date.now() + 6 * 86_400_000);
    const result = await reconcile(atOnce);
    expect(result?.accounts[0]?.acts).toContainEqual({ act: "rebound", subject: unbound.phoneNumber });
  });
});
