import { type Context, requireScope } from "@/lib/identity/actor";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import type { ReadClient, Tx } from "@/lib/platform/db/db";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import { e164FromPath } from "./parse-phone-number";
import type { PhoneNumberRecord } from "./schemas";
import { type PhoneNumberRow, serializePhoneNumber, withAgents } from "./serialize-phone-number";

/** Throws `forbidden`, or `not_found`, also for another organization's number. */
export async function getPhoneNumber(ctx: Context, phoneNumber: string): Promise<PhoneNumberRecord> {
  requireScope(ctx, readPhoneNumbers);
  return serializePhoneNumber(await tenant(ctx).read((tx) => readPhoneNumber(tx, ctx, phoneNumber)));
}

/** Locks the row until the transaction ends. Throws `not_found`. */
export async function lockPhoneNumber(tx: Tx, ctx: Context, phoneNumber: string): Promise<PhoneNumberRow> {
  await tx.$queryRaw`
    SELECT 1 FROM phone_number
    WHERE organization_id = ${ctx.organizationId}::uuid AND phone_number = ${e164FromPath(phoneNumber)} FOR UPDATE`;
  return readPhoneNumber(tx, ctx, phoneNumber);
}

/** Throws `not_found`. */
export async function readPhoneNumber(tx: ReadClient, ctx: Context, phoneNumber: string): Promise<PhoneNumberRow> {
  const row = await tx.phoneNumber.findFirst({
    where: { organizationId: ctx.organizationId, phoneNumber: e164FromPath(phoneNumber) },
    orderBy: { createdAt: "desc" },
    include: withAgents,
    relationLoadStrategy: "join",
  });
  if (!row) throw notFound("The phone number");
  return row;
}
