import { recordAuditEvent } from "@/lib/audit/record-audit-event";
import type { Money, OwnedNumber } from "@/lib/carriers/carrier";
import { asSystem } from "@/lib/db";
import type { Purchase } from "@/lib/generated/prisma/client";
import { parsePhoneNumber } from "@/lib/phone-numbers/parse-phone-number";
import { placeOf } from "@/lib/purchase/number-places";
import { endPurchase, type Lease } from "@/lib/purchase/purchase-store";
import type { ManagedTrunk } from "./ensure-trunk";

/** The bought number enters the directory, the purchase ends and the audit trail says so: together or not at all. */
export async function record(
  lease: Lease,
  purchase: Purchase,
  { trunk, bought, price }: { trunk: ManagedTrunk; bought: OwnedNumber; price: Money | null },
): Promise<void> {
  const { organizationId, managedAccountId, phoneNumber } = purchase;
  const parsed = parsePhoneNumber(phoneNumber);
  const { locality, region } = placeOf(parsed);
  await asSystem(async (tx) => {
    await endPurchase(tx, lease, { status: "completed" });
    const { id } = await tx.phoneNumber.create({
      data: {
        organizationId,
        managedAccountId,
        phoneNumber,
        countryCode: parsed.countryCode,
        phoneNumberType: parsed.phoneNumberType,
        locality,
        region,
        trunkId: trunk.id,
        purchaseId: purchase.id,
        carrierNumberId: bought.carrierId,
        monthlyPrice: price?.amount ?? null,
        monthlyPriceCurrency: price?.currency ?? null,
      },
    });
    await recordAuditEvent(tx, {
      organizationId,
      actor: { kind: purchase.actorKind, id: purchase.actorId },
      requestId: purchase.requestId,
      action: "phone_number.purchased",
      targetId: id,
      after: { phone_number: phoneNumber, trunk_id: trunk.id, purchase_id: purchase.id },
    });
  });
}
