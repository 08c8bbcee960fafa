import { afterEach, beforeEach, expect, it } from "vitest";
import { CarrierError } from "@/lib/carriers/carrier";
import { reconcile } from "@/lib/numbers/reconcile/reconcile";
import { system } from "@/lib/platform/db/system";
import { freshNumber } from "@/test/support/fresh-number";
import { numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { calmCarrier, purchase } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";
import { noteAccountRefusal } from "./account-refusals";
import { listUnownedFindings } from "./list-findings";

beforeEach(async () => {
  expect((await purchase((await newOrganization()).apiKey, { number: freshNumber() })).status).toBe(201);
});
afterEach(calmCarrier);

const openRefusals = async () => (await listUnownedFindings()).filter(({ kind }) => kind === "account_refusal");
const compare = () => reconcile({ wait: true, graceMs: 0, absentForMs: 0 });

it.each([
  ["trial", "trial_account", "is a trial", /contract with the carrier/],
  ["compliance", "compliance_hold", "compliance review", /finished a review/],
  ["permission", "permission_denied", "lacks permission for this", /not allowed to do this/],
  ["limit", "account_limit", "100 trunks", /has reached a limit at the carrier/],
  ["funds", "no_funds", "has no funds", /isn't accepting orders/],
] as const)(
  "an account refused because of its %s sells nothing, says so to the buyer and the operator, and reads go on",
  async (status, reason, ofOperator, ofBuyer) => {
    await simulator.setAccountStatus(status);
    const organization = await newOrganization();
    const answer = await purchase(organization.apiKey, { number: freshNumber() });
    expect([answer.status, answer.json.code, answer.json.retryable]).toEqual([503, "carrier_unavailable", false]);
    expect(answer.headers.get("retry-after")).toBeNull();
    expect(answer.json.detail).toMatch(ofBuyer);
    expect(answer.json.detail).toContain("You have not been charged.");
    expect(await numbersUsed(organization.id)).toBe(0);

    await expect.poll(openRefusals).toMatchObject([{ phone_number: null, actions: [] }]);
    expect((await openRefusals())[0]?.detail).toContain(ofOperator);
    const rows = await system().transaction((tx) =>
      tx.finding.findMany({ where: { kind: "account_refusal", resolvedAt: null } }),
    );
    expect(rows).toMatchObject([{ organizationId: null, details: { account_reason: reason } }]);

    // A key without trunking cannot list the trunks either.
    expect((await compare())?.complete).toBe(status !== "permission");
    expect(await openRefusals()).toHaveLength(1);

    await simulator.setAccountStatus("active");
    await compare();
    expect(await openRefusals()).toHaveLength(1);
    expect((await purchase(organization.apiKey, { number: freshNumber() })).status).toBe(201);
    await compare();
    expect(await openRefusals()).toEqual([]);
  },
);

it("a refused sign-in is settled by the next complete comparison", async () => {
  const account = await system().transaction((tx) =>
    tx.managedAccount.findFirstOrThrow({ where: { isDefault: true } }),
  );
  noteAccountRefusal(account.id, new CarrierError("refused", "authentication_failed", "no", { carrierCode: 20003 }));
  await expect.poll(openRefusals).toHaveLength(1);
  expect((await openRefusals())[0]?.detail).toContain("20003");
  await compare();
  expect(await openRefusals()).toEqual([]);
});
