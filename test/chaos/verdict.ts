import { parseReference } from "@/lib/numbers/purchase/carrier-reference";
import { databasePool } from "@/lib/platform/db/db";
import type { SimulatorControl } from "@/simulator/control-client";
import { differs, send } from "./clients";
import type { Order } from "./orders";

/** One invariant and its violations; empty when it holds. */
export type Check = { name: string; broken: string[] };

type NumberRow = {
  organization_id: string;
  phone_number: string;
  purchase_id: string | null;
  carrier_number_id: string | null;
  carrier_trunk_id: string | null;
  status: string;
};

const rows = async <T>(sql: string): Promise<T[]> => (await databasePool().query(sql)).rows as T[];

/** Compares carrier, directory, counters, purchases and audit trail when no work is in progress. */
export async function compare(carrier: SimulatorControl): Promise<{ checks: Check[]; counts: Record<string, number> }> {
  const state = await carrier.state();
  const numbers = await rows<NumberRow>(`
    SELECT number.organization_id, number.phone_number, number.purchase_id, number.carrier_number_id,
           trunk.carrier_trunk_id, number.status
    FROM phone_number number JOIN trunk ON trunk.id = number.trunk_id`);
  const purchases = await rows<{ id: string; phone_number: string; status: string; released_at: Date | null }>(
    "SELECT id, phone_number, status, released_at FROM purchase",
  );
  const organizations = await rows<{ id: string; used: number; limit: number }>(`
    SELECT id, phone_numbers_used AS used, phone_number_limit_override AS limit FROM organization`);
  const trunks = await rows<{ carrier_trunk_id: string | null }>("SELECT carrier_trunk_id FROM trunk");
  const unfinished = await rows<{ workflow_uuid: string; status: string }>(
    "SELECT workflow_uuid, status FROM dbos.workflow_status WHERE status <> 'SUCCESS'",
  );
  const trouble = await rows<object>(`
    SELECT action AS what, after::text AS details FROM audit_event WHERE action = 'organization.counter_repaired'
    UNION ALL SELECT kind::text, coalesce(phone_number, '') || details::text FROM finding WHERE resolved_at IS NULL`);
  const released = await rows<object>("SELECT 1 FROM audit_event WHERE action = 'phone_number.released'");
  const audited = await rows<{ purchase_id: string }>(
    "SELECT after ->> 'purchase_id' AS purchase_id FROM audit_event WHERE action = 'phone_number.purchased'",
  );

  const live = numbers.filter(({ status }) => status !== "lost_at_carrier");
  const owned = new Map(state.owned.map((number) => [number.phone_number, number]));
  const shown = new Set(live.map(({ phone_number }) => phone_number));
  const known = new Set(trunks.map(({ carrier_trunk_id }) => carrier_trunk_id));
  const ours = state.trunks.filter(({ friendly_name }) => friendly_name.startsWith("trunkline:"));
  const completed = purchases.filter(({ status }) => status === "completed").map(({ id }) => id);
  const used = organizations.reduce((sum, organization) => sum + organization.used, 0);

  const checks: Check[] = [
    {
      name: "numbers at the carrier = rows in the directory = used counters",
      broken: same({ carrier: owned.size, directory: live.length, used }),
    },
    {
      name: "each organization's counter is the number of its rows",
      broken: organizations.flatMap(({ id, used }) => {
        const count = live.filter(({ organization_id }) => organization_id === id).length;
        return used === count ? [] : [`${id}: used ${used}, rows ${count}`];
      }),
    },
    {
      name: "no organization has more numbers than its limit",
      broken: organizations
        .filter(({ used, limit }) => used > limit)
        .map(({ id, used, limit }) => `${id}: ${used} > ${limit}`),
    },
    {
      name: "no number was bought twice",
      broken: Object.entries(state.times_bought).flatMap(([number, times]) =>
        times > 1 ? [`${number} ${times}×`] : [],
      ),
    },
    {
      name: "none was paid for and is not shown",
      broken: state.owned
        .filter(({ phone_number }) => !shown.has(phone_number))
        .map(
          ({ phone_number, friendly_name }) =>
            `${phone_number} ${friendly_name} ${purchaseOf(phone_number, purchases)}`,
        ),
    },
    {
      name: "none is shown and is not at the carrier",
      broken: live.filter(({ phone_number }) => !owned.has(phone_number)).map(({ phone_number }) => phone_number),
    },
    {
      name: "every number is on its trunk and carries its purchase's name",
      broken: live.flatMap((row) => {
        const number = owned.get(row.phone_number);
        if (!number) return [];
        const { sid, trunk_sid, friendly_name } = number;
        const right =
          sid === row.carrier_number_id &&
          trunk_sid === row.carrier_trunk_id &&
          parseReference(friendly_name)?.id === row.purchase_id;
        return right ? [] : [`${row.phone_number}: ${JSON.stringify({ row, number })}`];
      }),
    },
    {
      name: "no trunk at the carrier is an orphan or a twin",
      broken: [
        ...ours.filter(({ sid }) => !known.has(sid)).map(({ sid, friendly_name }) => `${sid} ${friendly_name}`),
        ...twins(ours.map(({ friendly_name }) => friendly_name)),
      ],
    },
    {
      name: "no purchase is pending or in doubt, no workflow unfinished",
      broken: [
        ...purchases
          .filter(({ status }) => status !== "completed" && status !== "failed")
          .map(({ id, status, phone_number }) => `purchase ${id} of ${phone_number}: ${status}`),
        ...unfinished.map(({ workflow_uuid, status }) => `workflow ${workflow_uuid}: ${status}`),
      ],
    },
    {
      name: "no counter ever had to be repaired, and no finding is open",
      broken: trouble.map((row) => JSON.stringify(row)),
    },
    {
      name: "the audit trail has one entry per released purchase",
      broken: same({ released: purchases.filter(({ released_at }) => released_at).length, audited: released.length }),
    },
    {
      name: "the audit trail has one entry per completed purchase",
      broken: [
        ...completed.filter((id) => !audited.some(({ purchase_id }) => purchase_id === id)),
        ...twins(audited.map(({ purchase_id }) => purchase_id)),
      ],
    },
  ];
  const failed = purchases.filter(({ status }) => status === "failed").length;
  const trunkCount = ours.length;
  return {
    checks,
    counts: {
      carrier: owned.size,
      directory: live.length,
      used,
      trunks: trunkCount,
      completed: completed.length,
      failed,
    },
  };
}

/** Sends every key again. */
export async function replay(url: string, orders: Order[]): Promise<Check> {
  const broken: string[] = [];
  for (const order of orders) {
    const first = order.answer;
    if (!first) continue;
    const difference = differs(first, await send(url, order));
    if (difference) broken.push(`${order.key} ${order.phoneNumber}: ${difference}`);
  }
  return { name: "every key gives its first answer again", broken };
}

const same = (counts: Record<string, number>) =>
  new Set(Object.values(counts)).size === 1 ? [] : [JSON.stringify(counts)];

const twins = (names: string[]) => [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];

const purchaseOf = (number: string, purchases: { id: string; phone_number: string; status: string }[]) =>
  JSON.stringify(purchases.filter(({ phone_number }) => phone_number === number));
