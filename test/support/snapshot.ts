import { createSimulatorControl } from "@/simulator/control-client";
import { asOwner } from "./as-owner";

/** Tables that change with time alone, such as heartbeats and the start of the last comparison. */
const bookkeeping = ["executor", "sweep", "rate_limit", "number_lock", "_prisma_migrations"];

/** Every row of every table, and everything at these carriers. */
export async function snapshot(carrierUrls: string[]) {
  const tables = await asOwner<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname",
  );
  const statements = tables
    .filter(({ name }) => !bookkeeping.includes(name))
    .map(({ name }) => `SELECT '${name}' AS name, to_jsonb(t) AS row FROM "${name}" t`);
  // Row-level security applies to the owner too.
  const rows = await asOwner(`SET ROLE trunkline_system; ${statements.join(" UNION ALL ")} ORDER BY 1, 2`);
  const carriers = await Promise.all(
    carrierUrls.map(async (url) => {
      const { requests, ...state } = await createSimulatorControl(url).state();
      return { state, bought: requests.buy, released: requests.release, deleted: requests.delete_trunk };
    }),
  );
  return { rows, carriers };
}
