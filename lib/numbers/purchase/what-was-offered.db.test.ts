import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { GET as search } from "@/app/api/core/managed-accounts/[managedAccountId]/search-numbers/route";
import { homeOf } from "@/lib/numbers/phone-numbers/home-of";
import { parsePhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import { system } from "@/lib/platform/db/system";
import { forgetEnvironment } from "@/lib/platform/env";
import { forgetSingleton } from "@/lib/platform/process-singleton";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { calmCarrier, purchase } from "@/test/support/purchasing";
import { simulator } from "@/test/support/world";
import { purgeOfferedPlaces } from "./offered-places";
import type { NumberForSale } from "./schemas";

const carrierTimeout = process.env.CARRIER_TIMEOUT_MS;

function setCarrierTimeout(ms: string | undefined): void {
  process.env.CARRIER_TIMEOUT_MS = ms;
  forgetEnvironment();
}
beforeAll(() => setCarrierTimeout("4000"));
afterAll(() => setCarrierTimeout(carrierTimeout));
afterEach(calmCarrier);

/** Offers outside the main city of their area code. */
async function offeredElsewhere(token: string): Promise<NumberForSale[]> {
  const params = { managedAccountId: "default" };
  const { json } = await call(search, { token, params, path: "/search-numbers?area_code=415&limit=30" });
  const offers: NumberForSale[] = json.data;
  return offers.filter((offer) => offer.locality !== homeOf(parsePhoneNumber(offer.phone_number)).locality);
}

describe("a bought number", () => {
  it("is recorded at the place that its buyer was shown, whichever bundle or server records it", async () => {
    const { apiKey } = await newOrganization();
    const [offer] = await offeredElsewhere(apiKey);
    expect(offer?.locality).toBeTruthy();
    // As another bundle: every module is evaluated again, and none remembers the search.
    vi.resetModules();
    const again = await import("@/test/support/purchasing");
    const { status, json } = await again.purchase(apiKey, { number: offer?.phone_number ?? "" });
    expect(status).toBe(201);
    expect([json.locality, json.region]).toEqual([offer?.locality, offer?.region]);
    expect(json.capabilities).toEqual(offer?.capabilities);
  });

  it("that nobody was shown within a day is at home in the main city of its area code", async () => {
    const { apiKey } = await newOrganization();
    const [, offer] = await offeredElsewhere(apiKey);
    const offeredAt = new Date(Date.now() - 25 * 60 * 60 * 1_000);
    await system().transaction((tx) => tx.offeredPlace.updateMany({ data: { offeredAt } }));
    expect(await purgeOfferedPlaces()).toBeGreaterThan(1);
    const { json } = await purchase(apiKey, { number: offer?.phone_number ?? "" });
    expect(json.locality).toBe("San Francisco");
  });

  it("keeps the price that was promised and confirmed when the carrier names it too late for the record", async () => {
    const { apiKey } = await newOrganization();
    forgetSingleton("prices");
    await simulator.addFault({ operation: "pricing", kind: "latency", latency_ms: 1_500, times: null });
    const expected_monthly_price = { amount: "1.15", currency: "USD" };
    const { status, json } = await purchase(apiKey, { body: { expected_monthly_price } });
    expect([status, json.monthly_price]).toEqual([201, expected_monthly_price]);
  });
});
