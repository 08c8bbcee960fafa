import { afterEach, describe, expect, it } from "vitest";
import { GET as getPurchase } from "@/app/api/core/purchases/[purchaseId]/route";
import { system } from "@/lib/platform/db/system";
import { call } from "@/test/support/api";
import { freshNumber } from "@/test/support/fresh-number";
import { numbersUsed } from "@/test/support/number-for-release";
import { newOrganization } from "@/test/support/organization";
import { atCarrier, calmCarrier, purchase } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";

afterEach(calmCarrier);

describe("a carrier answer that is lost or late", () => {
  it.each([
    ["429 twice", { kind: "rate_limit", times: 2 }],
    ["500 before the purchase", { kind: "error_before", status: 500 }],
    ["503 before the purchase", { kind: "error_before", status: 503 }],
    ["500 after the purchase", { kind: "error_after", status: 500 }],
    ["503 after the purchase", { kind: "error_after", status: 503 }],
    ["a dropped connection before the purchase", { kind: "drop_before" }],
    ["a dropped connection after the purchase", { kind: "drop_after" }],
    ["a proxy's HTML page", { kind: "html_502" }],
    ["an answer cut in half", { kind: "truncate_page" }],
    ["no answer at all", { kind: "hang" }],
    ["a purchase that lands after the failure", { kind: "late_effect", latency_ms: 300 }],
  ] as const)("%s ends in one bought number, bound and counted once", async (_name, fault) => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", phone_number: number, ...fault });
    const { status, json } = await purchase(organization.apiKey, { number });
    expect(status).toBe(201);
    const trunk = await system().transaction((tx) => tx.trunk.findUniqueOrThrow({ where: { id: json.trunk_id } }));
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1, trunk_sid: trunk.carrierTrunkId });
    expect(await numbersUsed(organization.id)).toBe(1);
  });

  it.each(["list_numbers", "create_trunk", "list_trunks", "origination", "pricing"] as const)(
    "a dropped connection at %s does not matter",
    async (operation) => {
      const organization = await newOrganization();
      await simulator.addFault({ operation, kind: "drop_after" });
      expect((await purchase(organization.apiKey)).status).toBe(201);
    },
  );

  it("is 202 with where to follow it, keeps its slot, and ends by itself", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "drop_before", times: null, phone_number: number });
    const { status, json, headers } = await purchase(organization.apiKey, { number });
    expect([status, json.status]).toEqual([202, "pending"]);
    expect(headers.get("location")).toBe(`/core/purchases/${json.purchase_id}`);
    expect(await numbersUsed(organization.id)).toBe(1);
    const follow = () => call(getPurchase, { token: organization.apiKey, params: { purchaseId: json.purchase_id } });
    expect((await follow()).json).toMatchObject({ status: "pending", error: null, number: null });
    await simulator.clearFaults();
    await expect.poll(async () => (await follow()).json.status).toBe("completed");
    expect((await follow()).json.number).toMatchObject({ phone_number: number });
    expect(await atCarrier(number)).toMatchObject({ times_bought: 1 });
  });

  it("is never called failed because the account is suspended meanwhile", async () => {
    const organization = await newOrganization();
    const number = freshNumber();
    await simulator.addFault({ operation: "buy", kind: "hang", phone_number: number });
    const ordersBefore = (await simulator.state()).requests.buy ?? 0;
    const answer = purchase(organization.apiKey, { number });
    await expect.poll(async () => (await simulator.state()).requests.buy ?? 0).toBe(ordersBefore + 1);
    await simulator.setAccountStatus("suspended");
    const { status, json } = await answer;
    expect([status, json.status]).toEqual([202, "pending"]);
    expect(await numbersUsed(organization.id)).toBe(1);
    await simulator.setAccountStatus("active");
    const row = () => system().transaction((tx) => tx.purchase.findUniqueOrThrow({ where: { id: json.purchase_id } }));
    await expect.poll(async () => (await row()).status).toBe("completed");
  });
});
