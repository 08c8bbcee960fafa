import { Prisma } from "@/lib/generated/prisma/client";
import { execute, type Tx } from "@/lib/platform/db/db";
import { AppError } from "@/lib/platform/errors";
import { phoneNumberLimit, phoneNumberLimits } from "./plans";

export function reserveQuota(tx: Tx, organizationId: string): Promise<void> {
  return reserveQuotas(tx, organizationId, 1);
}

/** The row lock enforces the limit exactly. Throws `phone_number_limit_reached`, which rolls the caller back. */
export async function reserveQuotas(tx: Tx, organizationId: string, count: number): Promise<void> {
  const limits = JSON.stringify(phoneNumberLimits);
  const taken = await execute(
    tx,
    Prisma.sql`
      UPDATE organization SET phone_numbers_used = phone_numbers_used + ${count}::int
      WHERE id = ${organizationId}::uuid
        AND phone_numbers_used + ${count}::int <= COALESCE(phone_number_limit_override, (${limits}::jsonb ->> plan::text)::int)`,
    { name: "take_slots" },
  );
  if (taken.count === 1) return;
  throw limitReached();
}

export function limitReached(): AppError {
  const detail = "You have reached the maximum number of phone numbers for your organization.";
  return new AppError("phone_number_limit_reached", detail);
}

/** Whether the plan has room at the moment; only `reserveQuotas` guarantees it. */
export async function hasRoomFor(tx: Tx, organizationId: string, count: number): Promise<boolean> {
  const { phoneNumbersUsed, ...plan } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  return phoneNumbersUsed + count <= phoneNumberLimit(plan);
}

export async function releaseQuota(tx: Tx, organizationId: string): Promise<void> {
  await execute(
    tx,
    Prisma.sql`UPDATE organization SET phone_numbers_used = phone_numbers_used - 1 WHERE id = ${organizationId}::uuid`,
    { name: "give_slot_back" },
  );
}
