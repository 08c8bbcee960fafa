import type { FindingDetails } from "@/lib/numbers/findings/schemas";
import { system } from "@/lib/platform/db/system";
import { log } from "@/lib/platform/log";
import type { BoughtNumber } from "./directory";
import type { Sweep } from "./sweep";

/** Numbers that may be lost per day without asking; a fifth of the account's numbers if that is more. */
const FEW = 3;
const SHARE = 0.2;
const NAMED = 5;

type Decision = "accepted" | "ignored" | null;

/**
 * Above the ceiling, only accepted losses count: a mass absence is more often a carrier fault, so each organization is
 * asked. `isHeld` means that the listing is not trusted.
 * @param active the account's numbers in service
 */
export async function numbersToLose(sweep: Sweep, absent: BoughtNumber[], active: BoughtNumber[]) {
  if (absent.length === 0) return { toLose: [], isHeld: false };
  const decisions = await readDecisions(sweep, absent);
  const accepted = absent.filter(({ id }) => decisions.get(id) === "accepted");
  const undecided = absent.filter(({ id }) => !decisions.get(id));
  const lostToday = await countLostToday(sweep);
  const ceiling = Math.max(FEW, SHARE * (active.length + lostToday));
  const isHeld = undecided.length > 0 && lostToday + undecided.length > ceiling;
  if (isHeld) await ask(sweep, undecided, active);
  return { toLose: isHeld ? accepted : [...accepted, ...undecided], isHeld };
}

/** Only since each number was first absent, so one that returns and disappears again is asked about again. */
async function readDecisions({ account }: Sweep, absent: BoughtNumber[]): Promise<Map<string, Decision>> {
  const ids = absent.map(({ id }) => id);
  const rows = await system().transaction(
    (tx) => tx.$queryRaw<{ id: string; resolution: Decision }[]>`
      SELECT number.id, (
        SELECT finding.resolution FROM finding
        WHERE finding.kind = 'missing_numbers' AND finding.managed_account_id = absence.managed_account_id
          AND finding.organization_id = number.organization_id AND finding.resolution IN ('accepted', 'ignored')
          AND finding.resolved_at >= absence.first_absent_at
        ORDER BY finding.resolved_at DESC LIMIT 1) AS resolution
      FROM absence JOIN phone_number number ON number.id = absence.subject_id
      WHERE absence.managed_account_id = ${account.id}::uuid AND absence.subject_id = ANY(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, resolution }) => [id, resolution]));
}

/** Counts all sweeps of a day, so small losses in each cannot stay below the ceiling. */
async function countLostToday({ account }: Sweep): Promise<number> {
  const [row] = await system().transaction(
    (tx) => tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM finding
      WHERE kind = 'lost_number' AND managed_account_id = ${account.id}::uuid
        AND first_seen_at > clock_timestamp() - interval '24 hours' AND resolution IS DISTINCT FROM 'returned'`,
  );
  return row?.count ?? 0;
}

async function ask(sweep: Sweep, undecided: BoughtNumber[], active: BoughtNumber[]): Promise<void> {
  const managedAccountId = sweep.account.id;
  log().error({ managedAccountId, missing: undecided.length, active: active.length }, "too many numbers are missing");
  for (const [organizationId, numbers] of byOrganization(undecided)) {
    sweep.requireLead();
    const details: FindingDetails = {
      missing: numbers.length,
      active: active.filter((row) => row.organizationId === organizationId).length,
      phone_numbers: numbers.slice(0, NAMED).map(({ phoneNumber }) => phoneNumber),
    };
    const [row] = await system().transaction(
      (tx) => tx.$queryRaw<{ fresh: boolean }[]>`
        INSERT INTO finding (id, kind, organization_id, managed_account_id, details, first_seen_at, last_seen_at)
        VALUES (gen_random_uuid(), 'missing_numbers', ${organizationId}::uuid, ${managedAccountId}::uuid,
                ${JSON.stringify(details)}::jsonb, clock_timestamp(), clock_timestamp())
        ON CONFLICT (managed_account_id, organization_id) WHERE resolved_at IS NULL AND phone_number IS NULL
          DO UPDATE SET last_seen_at = clock_timestamp(), details = EXCLUDED.details
        RETURNING xmax = 0 AS fresh`,
      { name: "finding-opened" },
    );
    if (row?.fresh) sweep.report("loss_held", organizationId);
  }
}

function byOrganization(rows: BoughtNumber[]): Map<string, BoughtNumber[]> {
  const groups = new Map<string, BoughtNumber[]>();
  for (const row of rows) groups.set(row.organizationId, [...(groups.get(row.organizationId) ?? []), row]);
  return groups;
}
