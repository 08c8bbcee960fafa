import type { FindingKind } from "@/lib/generated/prisma/client";
import type { Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import type { FindingDetails } from "./schemas";

export type Found = {
  kind: FindingKind;
  organizationId: string | null;
  managedAccountId: string;
  phoneNumber: string;
  details: FindingDetails;
};

/** Returns true when the finding is new. */
export async function openFinding(found: Found): Promise<boolean> {
  const [row] = await system().transaction((tx) => openFindingWithin(tx, found), { name: "finding-opened" });
  return row?.fresh === true;
}

export function openFindingWithin(tx: Tx, { kind, organizationId, managedAccountId, phoneNumber, details }: Found) {
  return tx.$queryRaw<{ fresh: boolean }[]>`
    INSERT INTO finding (id, kind, organization_id, managed_account_id, phone_number, details, first_seen_at, last_seen_at)
    SELECT gen_random_uuid(), ${kind}::finding_kind, ${organizationId}::uuid, account.id, ${phoneNumber},
           ${JSON.stringify(details)}::jsonb, clock_timestamp(), clock_timestamp()
    FROM (VALUES (1)) AS one LEFT JOIN managed_account account ON account.id = ${managedAccountId}::uuid
    -- An account whose row is gone has no unique index on its side.
    WHERE account.id IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM finding known
      WHERE known.resolved_at IS NULL AND known.managed_account_id IS NULL AND known.phone_number = ${phoneNumber}
        AND known.kind = ${kind}::finding_kind AND known.organization_id = ${organizationId}::uuid)
    ON CONFLICT (kind, managed_account_id, phone_number) WHERE resolved_at IS NULL
      DO UPDATE SET last_seen_at = clock_timestamp(), details = EXCLUDED.details,
                    organization_id = EXCLUDED.organization_id
    RETURNING xmax = 0 AS fresh`;
}

/** Returns false when none is open: it was closed earlier, together with its effects. */
export async function closeFinding(
  tx: Tx,
  { kind, managedAccountId, phoneNumber }: Pick<Found, "kind" | "managedAccountId" | "phoneNumber">,
  resolution: string,
): Promise<boolean> {
  const closed = await tx.$executeRaw`
    UPDATE finding SET resolved_at = clock_timestamp(), resolution = ${resolution}
    WHERE kind = ${kind}::finding_kind AND managed_account_id = ${managedAccountId}::uuid
      AND phone_number = ${phoneNumber} AND resolved_at IS NULL`;
  return closed === 1;
}

/** Wrong bindings and refused accounts are closed where they are compared. */
export async function closeUnseenFindings(managedAccountId: string, startedAt: Date): Promise<void> {
  await system().transaction(
    (tx) => tx.$executeRaw`
      UPDATE finding SET resolved_at = clock_timestamp(), resolution = 'settled'
      WHERE managed_account_id = ${managedAccountId}::uuid AND resolved_at IS NULL
        AND kind NOT IN ('wrong_binding', 'account_refusal') AND last_seen_at < ${startedAt}`,
    { name: "findings-settled" },
  );
}
