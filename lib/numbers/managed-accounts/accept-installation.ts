import type { Tx } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env";
import { type Installation, newInstallationId, writeInstallation } from "./installation";

const purchaseOfCopy =
  "This database is a copy. The purchase goes on in the installation that it was copied from, and nothing was bought here.";

/**
 * After a restore much may have happened since the dump, so each pending purchase needs attention instead of retrying,
 * and every release gets a new undo window.
 */
export async function acceptMoved(tx: Tx, installation: Installation): Promise<void> {
  await writeInstallation(tx, installation.id);
  if (installation.isOriginal) return;
  await tx.$executeRaw`
    UPDATE purchase
    SET status = 'needs_attention', outcome_unknown = true, worker = NULL, updated_at = now(),
        error_code = 'outcome_unknown',
        error_detail = 'The database was restored while this was bought. Whether the number was bought is being looked into.'
    WHERE status = 'pending'`;
  const seconds = env().RELEASE_UNDO_DAYS * 86_400;
  await tx.$executeRaw`
    UPDATE phone_number
    SET release_begun_at = NULL,
        release_at = date_trunc('milliseconds', clock_timestamp() + make_interval(secs => ${seconds}))
    WHERE status = 'releasing'`;
}

/** Copied numbers and purchases still belong to the original, so nothing here touches them at the carrier. */
export async function acceptCopy(tx: Tx, { id: original }: Installation): Promise<void> {
  await tx.$executeRaw`UPDATE purchase SET installation_id = ${original} WHERE installation_id IS NULL`;
  await tx.$executeRaw`
    WITH ended AS (
      UPDATE purchase
      SET status = 'failed', outcome_unknown = false, worker = NULL, updated_at = now(),
          error_code = 'carrier_unavailable', error_detail = ${purchaseOfCopy}
      WHERE status IN ('pending', 'needs_attention') RETURNING organization_id
    )
    UPDATE organization SET phone_numbers_used = phone_numbers_used - ended.slots
    FROM (SELECT organization_id, count(*)::int AS slots FROM ended GROUP BY organization_id) ended
    WHERE organization.id = ended.organization_id`;
  await tx.$executeRaw`UPDATE trunk SET carrier_trunk_id = NULL WHERE managed_account_id IS NOT NULL`;
  await tx.$executeRaw`DELETE FROM absence`;
  await tx.$executeRaw`UPDATE finding SET resolved_at = now(), resolution = 'copied' WHERE resolved_at IS NULL`;
  await writeInstallation(tx, newInstallationId());
}
