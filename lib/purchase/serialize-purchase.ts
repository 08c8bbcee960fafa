import type { Prisma } from "@/lib/generated/prisma/client";
import { serializePhoneNumber, withAgents } from "@/lib/phone-numbers/serialize-phone-number";
import type { PurchaseRecord } from "./schemas";

export const withNumber = { number: { include: withAgents } } as const;

export function serializePurchase(row: Prisma.PurchaseGetPayload<{ include: typeof withNumber }>): PurchaseRecord {
  const { errorCode: code, errorDetail: detail } = row;
  return {
    id: row.id,
    phone_number: row.phoneNumber,
    managed_account_id: row.managedAccountId,
    status: row.status,
    error: code && detail ? { code, detail } : null,
    number: row.number && serializePhoneNumber(row.number),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
