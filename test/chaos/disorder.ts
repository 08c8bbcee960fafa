import { randomUUID } from "node:crypto";
import { readInstallationId } from "@/lib/numbers/managed-accounts/installation";
import { trunkReference } from "@/lib/numbers/purchase/carrier-reference";
import { databasePool } from "@/lib/platform/db/db";
import { deliver, newTally } from "./clients";
import { forMs } from "./patience";
import { createRandom } from "./random";
import { createTenants, type Tenant } from "./tenants";
import type { World } from "./world";

const PATIENCE_MS = 60_000;

export type Disorder = {
  tenant: Tenant;
  /** A second trunk with the organization's name. */
  twin: string;
  numbers: Record<"unbound" | "vanished" | "back" | "waiting" | "unlisted" | "unbought", string>;
};

const run = async (sql: string, values: unknown[]) => (await databasePool().query(sql, values)).rows;

/** An organization with one of each discrepancy that a comparison finds. */
export async function disorder(world: World, nextNumber: () => string): Promise<Disorder> {
  // Backdate the losses of earlier rounds, or the comparison would ask for confirmation of so many.
  await run("UPDATE finding SET first_seen_at = first_seen_at - interval '25 hours' WHERE kind = 'lost_number'", []);
  const [tenant] = await createTenants(1, 20);
  if (!tenant) throw new Error("no tenant");
  const buy = async () => {
    const phoneNumber = nextNumber();
    const order = { key: randomUUID(), tenant, phoneNumber, duplicate: false, released: false, attempts: 0 };
    await deliver(world.url, order, newTally(), createRandom(1), forMs(PATIENCE_MS));
    return phoneNumber;
  };
  const [unbound, vanished] = [await buy(), await buy()];
  const [back, waiting, unlisted] = [await buy(), await buy(), await buy()];
  await world.carrier.rebindNumber(unbound, null);
  await world.carrier.releaseNumber(vanished);
  await run(
    `WITH lost AS (UPDATE phone_number SET status = 'lost_at_carrier' WHERE phone_number = $1 RETURNING purchase_id)
     UPDATE purchase SET released_at = now() FROM lost WHERE id = lost.purchase_id`,
    [back],
  );
  await run("DELETE FROM phone_number WHERE phone_number = ANY($1)", [[waiting, unlisted]]);
  await run("UPDATE purchase SET status = 'needs_attention', outcome_unknown = true WHERE phone_number = $1", [
    waiting,
  ]);
  await run("UPDATE purchase SET status = 'failed' WHERE phone_number = $1", [unlisted]);
  const unbought = nextNumber();
  await run(
    `INSERT INTO purchase (id, organization_id, managed_account_id, phone_number, status, outcome_unknown, actor_kind, request_id)
     SELECT gen_random_uuid(), organization_id, managed_account_id, $2, 'needs_attention', true, 'system', 'torture'
     FROM purchase WHERE phone_number = $1`,
    [unbound, unbought],
  );
  // One more than exist: the unbound, vanished, waiting and unbought numbers.
  await run("UPDATE organization SET phone_numbers_used = 5 WHERE id = $1", [tenant.id]);
  const twin = await makeTwin(world, tenant.id);
  return { tenant, twin, numbers: { unbound, vanished, back, waiting, unlisted, unbought } };
}

/** Describes what is still wrong after complete comparisons, including anything done twice. */
export async function whatIsWrong(world: World, { tenant, twin, numbers }: Disorder): Promise<string[]> {
  const { owned, trunks } = await world.carrier.state();
  const trunkOf = (number: string) => owned.find(({ phone_number }) => phone_number === number)?.trunk_sid ?? null;
  const [own] = await run("SELECT carrier_trunk_id FROM trunk WHERE organization_id = $1", [tenant.id]);
  const [{ used }] = await run("SELECT phone_numbers_used AS used FROM organization WHERE id = $1", [tenant.id]);
  const rows = await run("SELECT phone_number, status FROM phone_number WHERE organization_id = $1", [tenant.id]);
  const purchases = await run("SELECT phone_number, status FROM purchase WHERE organization_id = $1", [tenant.id]);
  const findings = await run(
    "SELECT kind, phone_number FROM finding WHERE organization_id = $1 AND resolved_at IS NULL ORDER BY kind",
    [tenant.id],
  );
  const events = await run(
    `SELECT action, count(*)::int AS times FROM audit_event
     WHERE organization_id = $1 AND actor_kind = 'system' GROUP BY action ORDER BY action`,
    [tenant.id],
  );
  const statusIn = (list: { phone_number: string; status: string }[], number: string) =>
    list.find(({ phone_number }) => phone_number === number)?.status ?? "none";
  const wanted: Record<string, [is: unknown, wanted: unknown]> = {
    "unbound number's trunk": [trunkOf(numbers.unbound), own.carrier_trunk_id],
    twin: [trunks.some(({ sid }) => sid === twin), false],
    "vanished number": [statusIn(rows, numbers.vanished), "lost_at_carrier"],
    "number that came back": [statusIn(rows, numbers.back), "active"],
    "waiting purchase": [statusIn(purchases, numbers.waiting), "completed"],
    "its number": [statusIn(rows, numbers.waiting), "active"],
    "purchase that bought nothing": [statusIn(purchases, numbers.unbought), "failed"],
    "unlisted number": [statusIn(rows, numbers.unlisted), "none"],
    "at the carrier": [trunkOf(numbers.unlisted) !== null, true],
    counter: [used, 3],
    findings: [findings.map(({ kind, phone_number }) => `${kind} ${phone_number}`).join(), openOnes(numbers)],
    "audit trail": [events.map(({ action, times }) => `${action} ${times}`).join(), once.join()],
  };
  return Object.entries(wanted).flatMap(([what, [is, should]]) =>
    is === should ? [] : [`${what}: ${is} instead of ${should}`],
  );
}

const openOnes = ({ vanished, unlisted }: Disorder["numbers"]) =>
  [`unlisted_number ${unlisted}`, `lost_number ${vanished}`].join();

const once = [
  "organization.counter_repaired 1",
  "phone_number.lost_at_carrier 1",
  "phone_number.rebound 1",
  "phone_number.returned 1",
];

/** As after a lost response. */
async function makeTwin({ env }: World, organizationId: string): Promise<string> {
  const { TWILIO_API_BASE_URL = "", TWILIO_ACCOUNT_SID = "", TWILIO_AUTH_TOKEN = "" } = env;
  const basic = Buffer.from(`${TWILIO_ACCOUNT_SID}:${TWILIO_AUTH_TOKEN}`).toString("base64");
  const answer = await fetch(`${TWILIO_API_BASE_URL}/v1/Trunks`, {
    method: "POST",
    headers: { Authorization: `Basic ${basic}` },
    body: new URLSearchParams({ FriendlyName: trunkReference(await readInstallationId(), organizationId) }),
  });
  return ((await answer.json()) as { sid: string }).sid;
}
