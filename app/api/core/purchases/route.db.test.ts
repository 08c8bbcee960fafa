import { describe, expect, it } from "vitest";
import { POST as purchaseNumber } from "@/app/api/core/managed-accounts/[managedAccountId]/purchase-number/route";
import { PurchasePage } from "@/lib/numbers/purchase/schemas";
import { call } from "@/test/support/api";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { simulator } from "@/test/support/world";
import { GET as getPurchase } from "./[purchaseId]/route";
import { GET as listPurchases } from "./route";

async function withPurchases() {
  const organization = await newOrganization();
  const [bought, gone] = [freshNumber(), freshNumber()];
  await simulator.takeNumber(gone);
  for (const phone_number of [bought, gone]) {
    await call(purchaseNumber, {
      token: organization.apiKey,
      params: { managedAccountId: "default" },
      body: { phone_number },
    });
  }
  return { organization, bought, gone };
}

describe("GET /core/purchases", () => {
  it("lists what was bought and what was not, with the reason", async () => {
    const { organization, bought, gone } = await withPurchases();
    const { status, json } = await call(listPurchases, { token: organization.viewerApiKey });
    expect(status).toBe(200);
    expect(PurchasePage.parse(json).data).toMatchObject([
      { phone_number: gone, status: "failed", error: { code: "number_unavailable" }, number: null },
      { phone_number: bought, status: "completed", error: null, number: { phone_number: bought } },
    ]);
    const failed = await call(listPurchases, { token: organization.apiKey, path: "/core/purchases?status=failed" });
    expect(failed.json.data).toHaveLength(1);
  });

  it("keeps the number's record, with its agents, from a caller who may not read the directory", async () => {
    const { organization, bought } = await withPurchases();
    for (const scope of ["managed_accounts:read", "managed_accounts:manage"] as const) {
      const token = await organization.keyWith(scope);
      const [, completed] = (await call(listPurchases, { token })).json.data;
      expect(completed).toMatchObject({ phone_number: bought, status: "completed", number: null });
      const one = await call(getPurchase, { token, params: { purchaseId: completed.id } });
      expect(one.json).toMatchObject({ phone_number: bought, number: null });
    }
    const token = await organization.keyWith("managed_accounts:read", "phone_numbers:read");
    expect((await call(listPurchases, { token })).json.data[1].number.phone_number).toBe(bought);
  });

  it("needs a scope of numbers or accounts", async () => {
    const organization = await newOrganization();
    expect((await call(listPurchases, { token: await organization.keyWith("agents:manage") })).status).toBe(403);
  });

  it("shows no other organization's purchases, not even by id: 404", async () => {
    const { organization } = await withPurchases();
    const stranger = await newOrganization();
    const [first] = (await call(listPurchases, { token: organization.apiKey })).json.data;
    expect((await call(listPurchases, { token: stranger.apiKey })).json.data).toEqual([]);
    const params = { purchaseId: first.id };
    expect((await call(getPurchase, { token: organization.apiKey, params })).json).toEqual(first);
    expect((await call(getPurchase, { token: stranger.apiKey, params })).status).toBe(404);
    expect((await call(getPurchase, { token: stranger.apiKey, params: { purchaseId: "nope" } })).status).toBe(404);
  });
});
