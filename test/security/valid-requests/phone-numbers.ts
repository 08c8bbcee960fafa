import { releasePhoneNumber } from "@/lib/numbers/release/release-phone-number";
import { system } from "@/lib/platform/db/system";
import { createPhoneNumbers } from "@/prisma/factories";
import type { Tenant } from "@/test/security/callers";
import { boughtNumber, reservedPurchase } from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import type { Prepare } from "./valid-request";

let made = 0;

export const unusedNumber = () => `+1628${String(5_000_000 + made++)}`;

export async function newPhoneNumber({ id }: Tenant) {
  const [row] = await createPhoneNumbers(id, [unusedNumber()]);
  if (!row) throw new Error("no number made");
  return row;
}

const onNumber =
  (rest: { status: number; body?: unknown }): Prepare =>
  async (tenant) => ({ ...rest, params: { phoneNumber: (await newPhoneNumber(tenant)).phoneNumber } });

export const phoneNumbers: Record<string, Prepare> = {
  searchNumbers: async () => ({ params: { managedAccountId: "default" }, query: { area_code: "415" }, status: 200 }),
  purchaseNumber: async () => ({
    params: { managedAccountId: "default" },
    body: { phone_number: freshNumber() },
    status: 201,
  }),
  listPurchases: async () => ({ status: 200 }),
  getPurchase: async (tenant) => ({ params: { purchaseId: (await reservedPurchase(tenant)).id }, status: 200 }),
  listPhoneNumbers: async (tenant) => {
    await newPhoneNumber(tenant);
    return { status: 200 };
  },
  getPhoneNumber: onNumber({ status: 200 }),
  updatePhoneNumber: onNumber({ status: 200, body: { outbound_shareable: true } }),
  releasePhoneNumber: onNumber({ status: 204 }),
  restorePhoneNumber: async (tenant) => {
    const { phoneNumber } = await boughtNumber(tenant);
    await releasePhoneNumber(tenant.ctx, phoneNumber, false);
    return { params: { phoneNumber }, status: 200 };
  },
  listFindings: async () => ({ status: 200 }),
  resolveFinding: async (tenant) => {
    const { id, organizationId, phoneNumber } = await newPhoneNumber(tenant);
    const finding = await system().transaction(async (tx) => {
      await tx.phoneNumber.update({ where: { id }, data: { status: "lost_at_carrier" } });
      const data = { organizationId, kind: "lost_number", phoneNumber, details: { phone_number_id: id } } as const;
      return tx.finding.create({ data });
    });
    return { params: { findingId: finding.id }, body: { action: "forget" }, status: 200 };
  },
};
