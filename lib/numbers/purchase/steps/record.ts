import { v7 as uuidv7 } from "uuid";
import type { Capabilities, Money } from "@/lib/carriers/carrier";
import { type PhoneNumber, Prisma, type Purchase } from "@/lib/generated/prisma/client";
import type { AuditEvent, AuditSource } from "@/lib/identity/audit/audit-event";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { endRegistrations } from "@/lib/numbers/phone-numbers/end-registrations";
import { homeOf, type Locality } from "@/lib/numbers/phone-numbers/home-of";
import { type ParsedPhoneNumber, parsePhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import { serializeMoney } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import { type EndedPurchase, endPurchase } from "@/lib/numbers/purchase/purchase-store";
import { columnsOf, execute, type Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import type { ManagedTrunk } from "./ensure-trunk";

export type Bought = {
  trunk: ManagedTrunk;
  carrierNumberId: string;
  capabilities: Capabilities | null;
  price: Money | null;
};

/** Runs in one transaction. Returns undefined when the purchase has already ended. */
export async function record(purchase: Purchase, bought: Bought): Promise<EndedPurchase | undefined> {
  return system().transaction(
    async (tx) => {
      const ended = await endPurchase(tx, purchase.id, { status: "completed" });
      if (!ended) return undefined;
      const number = await enterDirectory(tx, purchase, bought);
      return { ...ended, number: { ...number, inboundAgentVersion: null, outboundAgentVersion: null } };
    },
    { name: "record" },
  );
}

/** @param adopter set when something other than the buyer's request added the number */
export async function enterDirectory(
  tx: Tx,
  purchase: Purchase,
  { trunk, carrierNumberId, capabilities, price }: Bought,
  adopter?: AuditSource,
): Promise<PhoneNumber> {
  const { organizationId, managedAccountId, phoneNumber } = purchase;
  const parsed = parsePhoneNumber(phoneNumber);
  const { locality, region } = localityOf(purchase, parsed);
  // Without a current price, use the one that the carrier confirmed before the order and the buyer was promised.
  const monthly = price ?? serializeMoney(purchase.expectedMonthlyPrice, purchase.expectedMonthlyPriceCurrency);
  const id = uuidv7();
  const insert = Prisma.sql`
    INSERT INTO phone_number (id, organization_id, managed_account_id, phone_number, country_code, phone_number_type, locality,
                              region, trunk_id, purchase_id, carrier_number_id, monthly_price, monthly_price_currency,
                              voice_enabled, sms_enabled, mms_enabled)
    VALUES (${id}::uuid, ${organizationId}::uuid, ${managedAccountId}::uuid, ${phoneNumber}, ${parsed.countryCode},
            ${parsed.phoneNumberType}::phone_number_type, ${locality}, ${region}, ${trunk.id}::uuid, ${purchase.id}::uuid,
            ${carrierNumberId}, ${monthly?.amount ?? null}::numeric, ${monthly?.currency ?? null},
            ${capabilities?.voice ?? null}, ${capabilities?.sms ?? null}, ${capabilities?.mms ?? null})
    RETURNING ${numberColumns}`;
  const event: AuditEvent = {
    action: adopter ? "phone_number.adopted" : "phone_number.purchased",
    targetId: id,
    after: { phone_number: phoneNumber, trunk_id: trunk.id, purchase_id: purchase.id },
  };
  // Sent together in this order; neither depends on the other's result.
  const [, { rows }] = await Promise.all([
    endRegistrations(tx, phoneNumber, { buyerId: organizationId, requestId: `purchase:${purchase.id}` }),
    execute<PhoneNumber>(tx, insert, { name: "enter_directory" }),
    recordAuditEvent(tx, adopter ?? buyerOf(purchase), event),
  ]);
  const [number] = rows;
  if (!number) throw new Error("A row that was inserted was not returned.");
  return number;
}

/** Returns the locality that the buyer saw, or the area code's main city; toll-free numbers have none. */
function localityOf({ locality, region }: Purchase, number: ParsedPhoneNumber): Locality {
  const isOffered = number.phoneNumberType !== "toll_free" && (locality !== null || region !== null);
  return isOffered ? { locality, region } : homeOf(number);
}

const numberColumns = columnsOf(Prisma.PhoneNumberScalarFieldEnum);

/** The original buyer, because the purchase may have been requested long ago. */
function buyerOf(purchase: Purchase): AuditSource {
  const { actorKind: kind, actorId: id, userId } = purchase;
  return { ...purchase, actor: { kind, id, userId } };
}
