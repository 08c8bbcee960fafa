import { afterEach, describe, expect, it } from "vitest";
import { POST as resolveRoute } from "@/app/api/admin/findings/[findingId]/resolve/route";
import { GET as findingsRoute } from "@/app/api/admin/findings/route";
import { FindingPage } from "@/lib/numbers/findings/schemas";
import { system } from "@/lib/platform/db/system";
import { LOST_WORKFLOW_AFTER_MS } from "@/lib/platform/jobs/retry-limits";
import { call } from "@/test/support/api";
import {
  breakBy,
  type Fault,
  mend,
  missingAccounts,
  refusal,
  undecryptableCredentials,
} from "@/test/support/broken-installation";
import { findNumber, numberForRelease, numbersUsed } from "@/test/support/number-for-release";
import { atCarrier, calmCarrier } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";
import { resumeReleases } from "./release-job";
import { releasePhoneNumber } from "./release-phone-number";

afterEach(async () => {
  await mend();
  await calmCarrier();
});

const problemOf = async (id: string) => (await findNumber(id))?.releaseProblem;
const findings = async (token: string) => FindingPage.parse((await call(findingsRoute, { token })).json).data;
const setNumber = (id: string, data: { releaseRetryAt?: Date; releaseBegunAt?: Date }) =>
  system().transaction((tx) => tx.phoneNumber.update({ where: { id }, data }));

async function stoppedBy(fault: Fault) {
  const bought = await numberForRelease();
  await breakBy(fault);
  await releasePhoneNumber(bought.organization.ctx, bought.phoneNumber, true);
  await expect.poll(() => problemOf(bought.row.id)).toBe("interrupted");
  await expect.poll(() => findings(bought.organization.apiKey)).toHaveLength(1);
  const [finding] = await findings(bought.organization.apiKey);
  return { ...bought, finding: finding ?? expect.unreachable("no finding") };
}

const faults: [string, Fault, boolean][] = [
  ["credentials that do not decrypt", undecryptableCredentials, true],
  ["an account whose row is gone", missingAccounts, true],
  ["a row that cannot be deleted, though the carrier has the number back", refusal("phone_number", "DELETE"), false],
];

describe("a release that an error of our own stops", () => {
  it.each(faults)("by %s needs attention, keeps its slot, and goes on with Retry", async (_, fault, atTheCarrier) => {
    const { organization, row, phoneNumber, finding } = await stoppedBy(fault);
    expect(finding).toMatchObject({ kind: "stopped_release", phone_number: phoneNumber, actions: ["retry"] });
    expect(finding.detail).toMatch(/An error on our side stopped the release of this number/);
    expect(await numbersUsed(organization.id)).toBe(1);
    expect((await atCarrier(phoneNumber)) !== undefined).toBe(atTheCarrier);
    await mend();
    const body = { action: "retry" };
    const params = { findingId: finding.id };
    expect((await call(resolveRoute, { token: organization.apiKey, params, body })).status).toBe(200);
    await expect.poll(() => findNumber(row.id)).toBeNull();
    expect(await atCarrier(phoneNumber)).toBe(undefined);
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("is tried again without being asked when an hour is over", async () => {
    const { organization, row } = await stoppedBy(refusal("phone_number", "DELETE"));
    await mend();
    await resumeReleases();
    expect(await problemOf(row.id)).toBe("interrupted");
    await setNumber(row.id, { releaseRetryAt: new Date(Date.now() - 1_000) });
    await resumeReleases();
    await expect.poll(() => findNumber(row.id)).toBeNull();
    expect(await findings(organization.apiKey)).toEqual([]);
    expect(await numbersUsed(organization.id)).toBe(0);
  });

  it("has no workflow any more needs attention, whatever became of it", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    await simulator.setAccountStatus("suspended");
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await expect.poll(async () => (await findNumber(row.id))?.releaseBegunAt).toBeTruthy();
    await setNumber(row.id, { releaseBegunAt: new Date(Date.now() - LOST_WORKFLOW_AFTER_MS - 1_000) });
    await resumeReleases();
    expect(["interrupted", "carrier_unavailable"]).toContain(await problemOf(row.id));
  });
});

describe("a carrier that never gives a certain answer", () => {
  it("is asked for an hour, then the release needs attention and is tried again later", async () => {
    const { organization, row, phoneNumber } = await numberForRelease();
    await simulator.addFault({ operation: "release", kind: "drop_before", times: null, phone_number: phoneNumber });
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await expect.poll(async () => (await findNumber(row.id))?.releaseBegunAt).toBeTruthy();
    await setNumber(row.id, { releaseBegunAt: new Date(Date.now() - 61 * 60_000) });
    await expect.poll(() => problemOf(row.id)).toBe("carrier_unavailable");
    await expect.poll(() => findings(organization.apiKey)).toMatchObject([{ actions: ["retry"] }]);
    expect((await findNumber(row.id))?.releaseRetryAt).not.toBeNull();
  });
});
