import { afterEach, describe, expect, it } from "vitest";
import { POST as resolveRoute } from "@/app/api/admin/findings/[findingId]/resolve/route";
import { GET as findingsRoute } from "@/app/api/admin/findings/route";
import { GET as purchaseRoute } from "@/app/api/core/purchases/[purchaseId]/route";
import { FindingPage } from "@/lib/numbers/findings/schemas";
import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { system } from "@/lib/platform/db/system";
import { LOST_WORKFLOW_AFTER_MS, MAX_UNASKED_RETRIES } from "@/lib/platform/jobs/retry-limits";
import { call } from "@/test/support/api";
import { reservedPurchase, setAsidePurchase, slotsUsed } from "@/test/support/bought-number";
import {
  breakBy,
  constraint,
  type Fault,
  mend,
  missingAccounts,
  refusal,
  undecryptableCredentials,
} from "@/test/support/broken-installation";
import { newOrganization } from "@/test/support/organization";
import { atCarrier, calmCarrier } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";
import { awaitPurchase } from "./await-purchase";
import { findPurchase } from "./purchase-store";
import { resumePurchases } from "./resume-purchases";

type Organization = Awaited<ReturnType<typeof newOrganization>>;

afterEach(async () => {
  await mend();
  await calmCarrier();
});

const statusOf = async (id: string) => (await findPurchase(id)).status;
const findings = async ({ apiKey }: Organization) =>
  FindingPage.parse((await call(findingsRoute, { token: apiKey })).json).data;
const show = async ({ apiKey }: Organization, purchaseId: string) =>
  (await call(purchaseRoute, { token: apiKey, params: { purchaseId } })).json;
const retry = ({ apiKey }: Organization, findingId: string) =>
  call(resolveRoute, { token: apiKey, params: { findingId }, body: { action: "retry" } });
const setPurchase = (id: string, data: { retryAt?: Date; retries?: number; startedAt?: Date }) =>
  system().transaction((tx) => tx.purchase.update({ where: { id }, data }));

/** A purchase that the fault has stopped. */
async function stoppedBy(fault: Fault) {
  const organization = await newOrganization();
  const purchase = await reservedPurchase(organization);
  await breakBy(fault);
  await awaitPurchase(organization.ctx, purchase, 0);
  await expect.poll(() => statusOf(purchase.id)).toBe("needs_attention");
  return { organization, purchase };
}

const beforeBuying = /before anything was bought\. You have not been charged\./;
const afterBuying = /The carrier sold \+1\d{10} and bills it/;
const faults: [string, Fault, RegExp, boolean][] = [
  ["credentials that do not decrypt", undecryptableCredentials, beforeBuying, false],
  ["an account whose row is gone", missingAccounts, beforeBuying, false],
  ["a trunk that cannot be written", refusal("trunk", "INSERT"), beforeBuying, false],
  ["a number that cannot be written", refusal("phone_number", "INSERT"), afterBuying, true],
  ["a constraint on numbers", constraint("phone_number", "phone_number = ''"), afterBuying, true],
  ["an audit trail that cannot be written", refusal("audit_event", "INSERT"), afterBuying, true],
];

describe("a purchase that an error of our own stops", () => {
  it.each(faults)("by %s needs attention, says what happened, and keeps its slot", async (_, fault, said, bought) => {
    const { organization, purchase } = await stoppedBy(fault);
    expect(await slotsUsed(organization)).toBe(1);
    expect((await atCarrier(purchase.phoneNumber)) !== undefined).toBe(bought);
    const shown = await show(organization, purchase.id);
    expect(shown).toMatchObject({ status: "needs_attention", error: { code: "internal_error" } });
    expect(shown.error.detail).toMatch(said);
    expect(shown.error.detail).not.toMatch(/refused|constraint|decrypt|null/i);
    await expect
      .poll(() => findings(organization))
      .toMatchObject([
        {
          kind: "stuck_purchase",
          phone_number: purchase.phoneNumber,
          detail: shown.error.detail,
          actions: ["retry", "adopt"],
        },
      ]);
  });

  it.each(faults)("by %s goes on with Retry when the cause is gone, and buys once", async (_, fault) => {
    const { organization, purchase } = await stoppedBy(fault);
    await expect.poll(() => findings(organization)).toHaveLength(1);
    const [finding] = await findings(organization);
    await mend();
    expect((await retry(organization, finding?.id ?? "")).status).toBe(200);
    await expect.poll(() => statusOf(purchase.id)).toBe("completed");
    expect(await atCarrier(purchase.phoneNumber)).toMatchObject({ times_bought: 1 });
    expect(await slotsUsed(organization)).toBe(1);
    expect(await findings(organization)).toEqual([]);
  });

  it("is tried again without being asked when an hour is over, and is no longer listed once it has ended", async () => {
    const { organization, purchase } = await stoppedBy(refusal("phone_number", "INSERT"));
    const { retryAt } = await findPurchase(purchase.id);
    expect(retryAt?.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000);
    await mend();
    await resumePurchases();
    expect(await statusOf(purchase.id)).toBe("needs_attention");
    await setPurchase(purchase.id, { retryAt: new Date(Date.now() - 1_000) });
    await resumePurchases();
    await expect.poll(() => statusOf(purchase.id)).toBe("completed");
    await expect.poll(() => findings(organization)).toEqual([]);
    expect(await slotsUsed(organization)).toBe(1);
  });

  it("again and again is listed once, and waits for a person in the end", async () => {
    const { organization, purchase } = await stoppedBy(refusal("phone_number", "INSERT"));
    await setPurchase(purchase.id, { retryAt: new Date(Date.now() - 1_000), retries: MAX_UNASKED_RETRIES - 1 });
    await resumePurchases();
    await expect.poll(async () => (await findPurchase(purchase.id)).retries).toBe(MAX_UNASKED_RETRIES);
    await expect.poll(() => statusOf(purchase.id)).toBe("needs_attention");
    expect((await findPurchase(purchase.id)).retryAt).toBeNull();
    expect(await findings(organization)).toHaveLength(1);
  });

  it("while the cause lasts stops no comparison of the others, and ends by one when it is gone", async () => {
    const { organization, purchase } = await stoppedBy(refusal("phone_number", "INSERT"));
    const other = await newOrganization();
    const stuck = await setAsidePurchase(other);
    const sweep = () => reconcile({ graceMs: 0, absentForMs: 0 });
    expect(await sweep()).toMatchObject({ complete: false, accounts: [{ counted: expect.anything() }] });
    await sweep();
    expect(await statusOf(stuck.id)).toBe("failed");
    expect(await statusOf(purchase.id)).toBe("needs_attention");
    await mend();
    await sweep();
    expect(await statusOf(purchase.id)).toBe("completed");
    expect(await findings(organization)).toEqual([]);
  });

  it("that bought nothing is failed by a comparison, with its slot free", async () => {
    const { organization, purchase } = await stoppedBy(refusal("trunk", "INSERT"));
    await mend();
    const sweep = () => reconcile({ graceMs: 0, absentForMs: 0 });
    await sweep();
    await sweep();
    expect(await show(organization, purchase.id)).toMatchObject({ status: "failed" });
    expect(await slotsUsed(organization)).toBe(0);
  });
});

describe("a purchase that has lost its workflow", () => {
  it("needs attention, whatever became of it", async () => {
    const organization = await newOrganization();
    const purchase = await reservedPurchase(organization);
    await setPurchase(purchase.id, { startedAt: new Date(Date.now() - LOST_WORKFLOW_AFTER_MS - 1_000) });
    await resumePurchases();
    expect(await statusOf(purchase.id)).toBe("needs_attention");
    expect(await findings(organization)).toHaveLength(1);
  });
});

describe("a carrier that never gives a certain answer", () => {
  it("ends in attention when the time is over, listed at once", async () => {
    const organization = await newOrganization();
    const purchase = await reservedPurchase(organization);
    const { phoneNumber: phone_number } = purchase;
    await simulator.addFault({ operation: "buy", kind: "drop_before", times: null, phone_number });
    await awaitPurchase(organization.ctx, purchase, 0);
    await expect.poll(async () => (await findPurchase(purchase.id)).outcomeUnknown).toBe(true);
    await setPurchase(purchase.id, { startedAt: new Date(purchase.startedAt.getTime() - 16 * 60_000) });
    await expect.poll(() => statusOf(purchase.id)).toBe("needs_attention");
    await expect.poll(() => findings(organization)).toHaveLength(1);
  });
});
