import type { Carrier, OwnedNumber } from "@/lib/carriers/carrier";
import type { ManagedAccount, Purchase } from "@/lib/generated/prisma/client";
import type { AuditSource } from "@/lib/identity/audit/audit-event";
import { reserveQuota } from "@/lib/identity/organizations/quota";
import { closeFinding } from "@/lib/numbers/findings/findings-store";
import { parsePhoneNumber } from "@/lib/numbers/phone-numbers/parse-phone-number";
import { findPrice } from "@/lib/numbers/purchase/find-price";
import { enterDirectory } from "@/lib/numbers/purchase/steps/record";
import { isUniqueViolation } from "@/lib/platform/db/database-errors";
import { system } from "@/lib/platform/db/system";
import { putOnTrunk } from "./put-on-trunk";

type Adoption = { account: ManagedAccount; carrier: Carrier; purchase: Purchase; owned: OwnedNumber };

const ended = {
  status: "completed",
  outcomeUnknown: false,
  errorCode: null,
  errorDetail: null,
  worker: null,
  retryAt: null,
} as const;

/**
 * Uses the quota that the purchase kept. Returns false when it was ended or retried elsewhere, or the number is in a
 * directory. Throws CarrierError.
 */
export async function adoptNeedingAttention(adoption: Adoption, by?: AuditSource): Promise<boolean> {
  const { purchase, bought } = await prepare(adoption);
  const adopted = system().transaction(
    async (tx) => {
      const { count } = await tx.purchase.updateMany({
        where: { id: purchase.id, status: "needs_attention" },
        data: { ...ended, updatedAt: new Date() },
      });
      if (count === 0) return false;
      await enterDirectory(tx, purchase, bought, by);
      await closeFinding(tx, { kind: "stuck_purchase", ...subjectOf(purchase) }, "adopted");
      return true;
    },
    { name: "adopted" },
  );
  return adopted.catch(falseWhenListed);
}

/**
 * Reserves quota. Returns false when the number is already there. Throws CarrierError, and
 * `phone_number_limit_reached`.
 */
export async function adoptUnlisted(adoption: Adoption, by: AuditSource): Promise<boolean> {
  const { purchase, bought } = await prepare(adoption);
  const adopted = system().transaction(async (tx) => {
    // Serializes concurrent adoptions, so each sees the previous one's result.
    await tx.$queryRaw`SELECT 1 FROM purchase WHERE id = ${purchase.id}::uuid FOR UPDATE`;
    const { count } = await tx.purchase.updateMany({
      where: { id: purchase.id, status: { in: ["failed", "completed"] }, number: null },
      data: { ...ended, releasedAt: null, updatedAt: new Date() },
    });
    if (count === 0) return false;
    await reserveQuota(tx, purchase.organizationId);
    await enterDirectory(tx, purchase, bought, by);
    await closeFinding(tx, { kind: "unlisted_number", ...subjectOf(purchase) }, "adopted");
    return true;
  });
  return adopted.catch(falseWhenListed);
}

/** The number is already in this or another organization's directory. */
function falseWhenListed(error: unknown): false {
  if (isUniqueViolation(error)) return false;
  throw error;
}

/** Does the carrier calls before the transaction that records the result. */
async function prepare({ account, carrier, purchase, owned }: Adoption) {
  const trunk = await putOnTrunk(carrier, owned, purchase);
  const price = await findPrice(account, purchase.organizationId, parsePhoneNumber(purchase.phoneNumber));
  return { purchase, bought: { trunk, carrierNumberId: owned.carrierId, capabilities: owned.capabilities, price } };
}

function subjectOf({ managedAccountId, phoneNumber }: Purchase) {
  return { managedAccountId, phoneNumber };
}
