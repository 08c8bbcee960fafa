import { type Context, requireScope } from "@/lib/identity/actor";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { reserveQuota } from "@/lib/identity/organizations/quota";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { AppError } from "@/lib/platform/errors";
import { lockCustomerTrunk } from "@/lib/trunks/get-trunk";
import { homeOf } from "./home-of";
import { findOwners, lockNumbers } from "./number-owners";
import { parsePhoneNumber } from "./parse-phone-number";
import { requireCustomerNumbers } from "./require-customer-numbers";
import type { PhoneNumberRecord, RegisterPhoneNumberBody } from "./schemas";
import { serializePhoneNumber, withAgents } from "./serialize-phone-number";
import { countTaken, requireTakenAllowance } from "./taken-allowance";

/**
 * Registers a customer-owned number on a customer-owned trunk.
 * Throws `forbidden`, `invalid_phone_number`, `not_found` and `managed_trunk` for the trunk, `number_already_owned`,
 * `number_unavailable` when another organization has or is buying it, `rate_limited` after too many such answers, and
 * `phone_number_limit_reached`.
 */
export async function registerPhoneNumber(ctx: Context, body: RegisterPhoneNumberBody): Promise<PhoneNumberRecord> {
  requireScope(ctx, managePhoneNumbers);
  const { organizationId } = ctx;
  requireCustomerNumbers();
  const number = parsePhoneNumber(body.phone_number);
  await requireTakenAllowance(organizationId);
  // A number has one owner per installation, so the conflicting row may belong to another organization.
  return system(ctx).transaction(async (tx) => {
    const trunk = await lockCustomerTrunk(tx, ctx, body.trunk_id, "Choose one of your own trunks.");
    await lockNumbers(tx, [number.e164]);
    await refuseTaken(tx, ctx, number.e164);
    await reserveQuota(tx, organizationId);
    const row = await tx.phoneNumber.create({
      data: {
        organizationId,
        trunkId: trunk.id,
        phoneNumber: number.e164,
        countryCode: number.countryCode,
        phoneNumberType: number.phoneNumberType,
        ...homeOf(number),
      },
      include: withAgents,
    });
    await recordAuditEvent(tx, ctx, {
      action: "phone_number.registered",
      targetId: row.id,
      after: { phone_number: number.e164, trunk_id: trunk.id },
    });
    return serializePhoneNumber(row);
  });
}

async function refuseTaken(tx: Tx, ctx: Context, phoneNumber: string): Promise<void> {
  const owner = (await findOwners(tx, [phoneNumber])).get(phoneNumber);
  if (!owner) return;
  if (owner.organizationId !== ctx.organizationId) {
    await countTaken(ctx.organizationId, 1);
    throw new AppError("number_unavailable", `${phoneNumber} is already taken in this installation.`);
  }
  const where = owner.trunkId === null ? "already being bought by your organization" : "already in your directory";
  throw new AppError("number_already_owned", `${phoneNumber} is ${where}.`);
}
