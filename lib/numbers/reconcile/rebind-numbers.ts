import type { Carrier } from "@/lib/carriers/carrier";
import type { AuditSource } from "@/lib/identity/audit/audit-event";
import { recordAuditEvent } from "@/lib/identity/audit/record-audit-event";
import { closeFinding, openFinding } from "@/lib/numbers/findings/findings-store";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { system } from "@/lib/platform/db/system";
import { byReconcile } from "./by-reconcile";
import type { BoughtNumber } from "./directory";
import { findInListing, isTaggedFor } from "./listing";
import { putOnTrunk } from "./put-on-trunk";
import { exceptRefusal, isSettled, type Sweep } from "./sweep";

const kind = "wrong_binding";

/** Runs first, because calls to a number on a wrong trunk reach the wrong party or fail. */
export async function rebindNumbers(sweep: Sweep, rows: BoughtNumber[]): Promise<void> {
  const managedAccountId = sweep.account.id;
  const open = await openBindings(managedAccountId);
  for (const row of rows) {
    const { phoneNumber, organizationId } = row;
    const owned = findInListing(sweep.listing, phoneNumber, row.purchase);
    if (row.status !== "active" || !owned) continue;
    const isOpen = open.delete(phoneNumber);
    if (owned.trunkId === row.trunk.carrierTrunkId) {
      // Fixed meanwhile, possibly by this sweep before it was killed.
      if (isOpen) await noteRebound(row, byReconcile(organizationId));
    } else if (isSettled(sweep, row.updatedAt)) {
      const details = { phone_number_id: row.id, carrier_trunk_id: owned.trunkId };
      await openFinding({ kind, organizationId, managedAccountId, phoneNumber, details });
      await exceptRefusal(sweep, phoneNumber, async () => {
        if (await rebindNumber(sweep.carrier, row, byReconcile(organizationId))) sweep.report("rebound", phoneNumber);
      });
    }
  }
  for (const phoneNumber of open) {
    await system().transaction((tx) => closeFinding(tx, { kind, managedAccountId, phoneNumber }, "settled"));
  }
}

/** Returns false when the binding is right, or the number is gone or not ours. Throws CarrierError. */
export async function rebindNumber(carrier: Carrier, row: BoughtNumber, by: AuditSource): Promise<boolean> {
  const { organizationId, managedAccountId, phoneNumber } = row;
  if (managedAccountId === null) return false;
  const owned = await carrier.findOwned(phoneNumber);
  const installation = { installationId: await readInstallationId() };
  if (!owned || !isTaggedFor(owned, row.purchase, installation) || !(await isActive(row.id))) return false;
  await putOnTrunk(carrier, owned, { organizationId, managedAccountId });
  return noteRebound(row, by, owned.trunkId);
}

/** Closes the finding and writes its audit event together, once per finding. */
async function noteRebound(row: BoughtNumber, by: AuditSource, from?: string | null): Promise<boolean> {
  const { id, managedAccountId, phoneNumber } = row;
  if (managedAccountId === null) return false;
  return system().transaction(
    async (tx) => {
      if (!(await closeFinding(tx, { kind, managedAccountId, phoneNumber }, "rebound"))) return false;
      await recordAuditEvent(tx, by, {
        action: "phone_number.rebound",
        targetId: id,
        ...(from !== undefined && { before: { phone_number: phoneNumber, carrier_trunk_id: from } }),
        after: { phone_number: phoneNumber, carrier_trunk_id: row.trunk.carrierTrunkId },
      });
      return true;
    },
    { name: "rebound" },
  );
}

async function openBindings(managedAccountId: string): Promise<Set<string>> {
  const where = { kind, managedAccountId, resolvedAt: null } as const;
  const rows = await system().transaction((tx) => tx.finding.findMany({ where, select: { phoneNumber: true } }));
  return new Set(rows.flatMap(({ phoneNumber }) => phoneNumber ?? []));
}

async function isActive(id: string): Promise<boolean> {
  return (await system().transaction((tx) => tx.phoneNumber.count({ where: { id, status: "active" } }))) === 1;
}
