import type { Prisma } from "@/lib/generated/prisma/client";
import { type Context, hasScope } from "@/lib/identity/actor";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { serializePhoneNumber, withAgents } from "@/lib/numbers/phone-numbers/serialize-phone-number";
import type { PurchaseRecord } from "./schemas";

export const withNumber = { number: { include: withAgents } } as const;

type PurchaseRow = Prisma.PurchaseGetPayload<{ include: typeof withNumber }>;

/** Includes the number's record only when the caller may read the directory. */
export function serializePurchase(ctx: Context, row: PurchaseRow): PurchaseRecord {
  const { errorCode: code, errorDetail: detail } = row;
  return {
    id: row.id,
    phone_number: row.phoneNumber,
    managed_account_id: row.managedAccountId,
    status: row.status as PurchaseRecord["status"],
    error: code && detail ? { code, detail } : null,
    number: row.number && hasScope(ctx, readPhoneNumbers) ? serializePhoneNumber(row.number) : null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
