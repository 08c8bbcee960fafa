import { type Context, requireScope } from "@/lib/identity/actor";
import { manageTrunks } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { AppError } from "@/lib/platform/errors";
import { lockCustomerTrunk } from "./get-trunk";
import { recordTrunkEvent } from "./record-trunk-event";

/** Throws `forbidden`, `not_found`, `managed_trunk`, or `trunk_in_use` while it has numbers. */
export async function deleteTrunk(ctx: Context, id: string): Promise<void> {
  requireScope(ctx, manageTrunks);
  const { organizationId } = ctx;
  await tenant(ctx).transaction(async (tx) => {
    // The lock also blocks concurrent registrations on this trunk.
    const before = await lockCustomerTrunk(tx, ctx, id);
    const count = await tx.phoneNumber.count({ where: { organizationId, trunkId: id } });
    if (count > 0) {
      const numbers = count === 1 ? "1 phone number is" : `${count} phone numbers are`;
      throw new AppError(
        "trunk_in_use",
        `${numbers} still on this trunk. Move or remove ${count === 1 ? "it" : "them"} first.`,
        {
          members: { phone_number_count: count },
        },
      );
    }
    await tx.trunk.delete({ where: { organizationId_id: { organizationId, id } } });
    await recordTrunkEvent(tx, ctx, "trunk.deleted", { before });
  });
}
