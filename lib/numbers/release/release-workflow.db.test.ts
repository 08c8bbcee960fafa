import { afterEach, describe, expect, it } from "vitest";
import { reserve } from "@/lib/numbers/purchase/steps/reserve";
import { system } from "@/lib/platform/db/system";
import { orderOf } from "@/test/support/bought-number";
import { actionsOn, findNumber, numberForRelease, numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { askCarrier, numbersPath, simulator } from "@/test/support/world";
import { releasePhoneNumber } from "./release-phone-number";
import { beginRelease } from "./release-store";
import { releaseWorkflow, releaseWorkflowId, startDueReleases } from "./release-workflow";
import { restorePhoneNumber } from "./restore-phone-number";
import { recordRelease } from "./steps/record-release";

const atCarrier = async (number: string) =>
  (await simulator.state()).owned.find((owned) => owned.phone_number === number);
const isGone = (id: string) => expect.poll(() => findNumber(id)).toBeNull();
const problemOf = async (id: string) => (await findNumber(id))?.releaseProblem;

/** As after the undo window, and as written down by a server that died before it could start the release. */
async function overdue() {
  const bought = await numberForRelease();
  await releasePhoneNumber(bought.organization.ctx, bought.phoneNumber, false);
  const releaseAt = new Date(Date.now() - 1_000);
  await system().transaction((tx) => tx.phoneNumber.update({ where: { id: bought.row.id }, data: { releaseAt } }));
  return { ...bought, release: { phoneNumberId: bought.row.id, releaseAt: releaseAt.toISOString() } };
}

const rename = (sid: string, FriendlyName: string) =>
  askCarrier("POST", `${numbersPath()}/${sid}.json`, { FriendlyName });

afterEach(async () => {
  await simulator.clearFaults();
  await simulator.setAccountStatus("active");
});

describe("a release whose window is over", () => {
  it("is begun by whoever sweeps next, once, however many sweep", async () => {
    const { organization, row, phoneNumber } = await overdue();
    await Promise.all([startDueReleases(), startDueReleases(), startDueReleases()]);
    await isGone(row.id);
    expect(await atCarrier(phoneNumber)).toBeUndefined();
    expect(await numbersUsed(organization.id)).toBe(0);
    expect((await actionsOn(row.id)).filter((action) => action === "phone_number.released")).toHaveLength(1);
  });

  it("frees the number for any organization", async () => {
    const { row, phoneNumber } = await overdue();
    const other = await newOrganization();
    const order = orderOf(phoneNumber);
    await expect(reserve(other.ctx, order)).rejects.toThrow("was just taken");
    await startDueReleases();
    await isGone(row.id);
    expect(await reserve(other.ctx, order)).toMatchObject({ status: "pending", phoneNumber });
  });

  it("leaves the number alone when it was restored in between", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    const record = await releasePhoneNumber(organization.ctx, phoneNumber, false);
    await restorePhoneNumber(organization.ctx, phoneNumber);
    const release = { phoneNumberId: row.id, releaseAt: record?.release_at ?? "" };
    const running = await releaseWorkflow.start(releaseWorkflowId(release), release);
    expect(await running.ended(10_000)).toBe(true);
    expect((await findNumber(row.id))?.status).toBe("active");
    expect(await atCarrier(phoneNumber)).toBeDefined();
  });

  it("does not end another release of the same number", async () => {
    const { row, release } = await overdue();
    expect(await beginRelease({ ...release, releaseAt: new Date(0).toISOString() })).toBe(false);
    expect((await findNumber(row.id))?.releaseBegunAt).toBeNull();
  });

  it("waits when the database's clock goes back", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    const record = await releasePhoneNumber(organization.ctx, phoneNumber, false);
    const release = { phoneNumberId: row.id, releaseAt: record?.release_at ?? "" };
    await expect(beginRelease(release)).rejects.toThrow("not due yet");
    expect((await findNumber(row.id))?.releaseBegunAt).toBeNull();
  });

  it("ends the same when its steps run twice", async () => {
    const { organization, row, release } = await overdue();
    expect([await beginRelease(release), await beginRelease(release)]).toEqual([true, true]);
    await simulator.releaseNumber(row.phoneNumber);
    await Promise.all([1, 2].map(() => recordRelease(release, "twice", { kind: "released" })));
    await recordRelease(release, "twice", { kind: "released" });
    expect(await findNumber(row.id)).toBeNull();
    expect(await numbersUsed(organization.id)).toBe(0);
    expect((await actionsOn(row.id)).filter((action) => action === "phone_number.released")).toHaveLength(1);
  });
});

describe("a carrier that is asked to take a number back", () => {
  it.each([
    ["429 twice", { kind: "rate_limit", times: 2 }],
    ["500 before the release", { kind: "error_before", status: 500 }],
    ["500 after the release", { kind: "error_after", status: 500 }],
    ["a dropped connection before the release", { kind: "drop_before" }],
    ["a dropped connection after the release", { kind: "drop_after" }],
    ["a proxy's HTML page", { kind: "html_502" }],
    ["no answer at all", { kind: "hang" }],
    ["a release that lands after the failure", { kind: "late_effect", latency_ms: 300 }],
  ] as const)("%s ends in a number that is gone here and there, counted once", async (_name, fault) => {
    const { organization, row, phoneNumber } = await numberForRelease();
    await simulator.addFault({ operation: "release", phone_number: phoneNumber, ...fault });
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await isGone(row.id);
    expect(await atCarrier(phoneNumber)).toBeUndefined();
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("and does not show it when looked for is asked again", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    await simulator.addFault({ operation: "list_numbers", kind: "drop_after", times: 4, phone_number: phoneNumber });
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await isGone(row.id);
    expect(await atCarrier(phoneNumber)).toBeUndefined();
  });

  it("and has lost it already has released it", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    await simulator.releaseNumber(phoneNumber);
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await isGone(row.id);
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("is not asked for a number under another reference: it stays, counted, and needs attention", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    await rename(row.carrierNumberId ?? "", "Reception");
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await expect.poll(() => problemOf(row.id)).toBe("not_ours");
    await startDueReleases();
    expect(await atCarrier(phoneNumber)).toMatchObject({ friendly_name: "Reception" });
    expect(await findNumber(row.id)).toMatchObject({ status: "releasing" });
    expect(await numbersUsed(organization.id)).toBe(1);
    expect(await actionsOn(row.id)).toContain("phone_number.release_stopped");
  });

  it("and refuses is left alone until somebody asks again", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    await simulator.addFault({ operation: "release", kind: "emergency", phone_number: phoneNumber });
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await expect.poll(() => problemOf(row.id)).toBe("carrier_refused");
    await releasePhoneNumber(organization.ctx, phoneNumber, false);
    expect(await problemOf(row.id)).toBe("carrier_refused");
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await isGone(row.id);
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("and refuses the account is asked again when it is in order: nothing is concluded meanwhile", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    await simulator.setAccountStatus("bad_credentials");
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await expect.poll(async () => (await findNumber(row.id))?.releaseBegunAt).toBeTruthy();
    expect(await findNumber(row.id)).toMatchObject({ status: "releasing", releaseProblem: null });
    await simulator.setAccountStatus("active");
    await isGone(row.id);
  });
});
