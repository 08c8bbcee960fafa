import { afterEach, describe, expect, it } from "vitest";
import { FindingPage } from "@/lib/numbers/findings/schemas";
import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { releasePhoneNumber } from "@/lib/numbers/release/release-phone-number";
import { call } from "@/test/support/api";
import { actionsOn, findNumber, numberForRelease, numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { actsOn, findingsOf } from "@/test/support/reconciling";
import { simulator } from "@/test/support/world";
import { POST } from "./[findingId]/resolve/route";
import { GET } from "./route";

const list = async (token: string) => FindingPage.parse((await call(GET, { token })).json);
const retry = (token: string, findingId: string) =>
  call(POST, { token, params: { findingId }, body: { action: "retry" } });
const problemOf = async (id: string) => (await findNumber(id))?.releaseProblem;

afterEach(() => simulator.clearFaults());

/** An emergency address hangs on the number. */
async function stoppedRelease() {
  const bought = await numberForRelease();
  await simulator.addFault({ operation: "release", kind: "emergency", phone_number: bought.phoneNumber, times: null });
  await releasePhoneNumber(bought.organization.ctx, bought.phoneNumber, true);
  await expect.poll(() => problemOf(bought.row.id)).toBe("carrier_refused");
  await expect.poll(async () => (await list(bought.organization.apiKey)).data).toHaveLength(1);
  const [finding] = (await list(bought.organization.apiKey)).data;
  return { ...bought, finding: finding ?? expect.unreachable("no finding") };
}

describe("a release that the carrier refused", () => {
  it("is a finding that says why, once, and may be retried", async () => {
    const { organization, phoneNumber, finding } = await stoppedRelease();
    expect(finding).toMatchObject({ kind: "stopped_release", phone_number: phoneNumber, actions: ["retry"] });
    expect(finding.detail).toContain("didn't release this number");
    expect(await actsOn(phoneNumber)).toEqual([]);
    expect((await list(organization.apiKey)).data).toHaveLength(1);
  });

  it("goes on when it is retried: the number is gone here and there, and its slot is free", async () => {
    const { organization, row, phoneNumber, finding } = await stoppedRelease();
    await simulator.clearFaults();
    const answer = await retry(organization.apiKey, finding.id);
    expect([answer.status, answer.json.resolution]).toEqual([200, "retried"]);
    await expect.poll(() => findNumber(row.id)).toBeNull();
    expect((await simulator.state()).owned.map(({ phone_number }) => phone_number)).not.toContain(phoneNumber);
    expect(await numbersUsed(organization.id)).toBe(0);
    const asked = (await actionsOn(row.id)).filter((action) => action === "phone_number.release_requested");
    expect(asked).toHaveLength(2);
    expect((await retry(organization.apiKey, finding.id)).status).toBe(200);
    expect(await findingsOf(phoneNumber)).toMatchObject([{ resolution: "retried" }]);
  });

  it("is a new finding when it is refused again", async () => {
    const { organization, row, phoneNumber, finding } = await stoppedRelease();
    await retry(organization.apiKey, finding.id);
    await expect.poll(() => problemOf(row.id)).toBe("carrier_refused");
    await reconcile({ graceMs: 0, absentForMs: 0 });
    expect(await findingsOf(phoneNumber)).toMatchObject([{ resolution: "retried" }, { resolvedAt: null }]);
  });

  it("is settled by itself when it was asked for again in the directory", async () => {
    const { organization, row, phoneNumber, finding } = await stoppedRelease();
    await simulator.clearFaults();
    await releasePhoneNumber(organization.ctx, phoneNumber, true);
    await expect.poll(() => findNumber(row.id)).toBeNull();
    expect((await retry(organization.apiKey, finding.id)).json.code).toBe("action_not_possible");
    await reconcile({ graceMs: 0, absentForMs: 0 });
    expect(await findingsOf(phoneNumber)).toMatchObject([{ resolution: "settled" }]);
  });

  it("may be retried only in its own organization, and with phone_numbers:manage", async () => {
    const { organization, row, finding } = await stoppedRelease();
    const other = await newOrganization();
    expect((await retry(other.apiKey, finding.id)).status).toBe(404);
    expect((await retry(organization.viewerApiKey, finding.id)).status).toBe(403);
    expect(await problemOf(row.id)).toBe("carrier_refused");
  });
});

describe("the list of findings", () => {
  it("says when the directory was last compared in full: not by a comparison that failed", async () => {
    const { apiKey } = await newOrganization();
    await reconcile({ graceMs: 0, absentForMs: 0 });
    const { compared_at } = await list(apiKey);
    expect(compared_at).not.toBeNull();
    await simulator.addFault({ operation: "list_numbers", kind: "error_before", times: null });
    await reconcile({ graceMs: 0, absentForMs: 0 });
    expect((await list(apiKey)).compared_at).toBe(compared_at);
  });
});
