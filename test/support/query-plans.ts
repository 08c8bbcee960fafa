import type pg from "pg";
import { z } from "zod";
import { closeDatabase, requireRowLevelSecurity } from "@/lib/platform/db/db";
import { asOwner } from "./as-owner";
import { openConnections } from "./open-connections";

export type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  "Index Name"?: string | undefined;
  "Index Cond"?: string | undefined;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number | undefined;
  "Rows Removed by Index Recheck"?: number | undefined;
  Plans?: PlanNode[] | undefined;
};
const PlanNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    "Index Name": z.string().optional(),
    "Index Cond": z.string().optional(),
    "Actual Rows": z.number(),
    "Actual Loops": z.number(),
    "Rows Removed by Filter": z.number().optional(),
    "Rows Removed by Index Recheck": z.number().optional(),
    Plans: z.array(PlanNode).optional(),
  }),
);
const Explained = z.object({ "Query Text": z.string(), Plan: PlanNode });
export type Explained = z.infer<typeof Explained>;

/**
 * Returns the plans of every statement that runs during `work`, in its role, with its policies, and with its values or
 * without (`generic`). Closes existing connections.
 */
export async function explainStatements(
  work: () => Promise<void>,
  { generic = false }: { generic?: boolean } = {},
): Promise<Explained[]> {
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
    "auto_explain.log_level": "notice",
    plan_cache_mode: generic ? "force_generic_plan" : "auto",
  };
  const [row] = await asOwner<{ name: string }>("SELECT current_database() AS name");
  const database = row?.name;
  await asOwner(
    Object.entries(settings)
      .map(([name, value]) => `ALTER DATABASE ${database} SET ${name} = '${value}'`)
      .join(";"),
  );
  const plans: Explained[] = [];
  try {
    await closeDatabase();
    await listen((text) => {
      const json = /plan:\n(\{.*)$/s.exec(text)?.[1];
      if (json) plans.push(Explained.parse(JSON.parse(json)));
    });
    await work();
  } finally {
    await closeDatabase();
    await asOwner(`ALTER DATABASE ${database} RESET ALL`);
  }
  return plans;
}

async function listen(hear: (notice: string) => void): Promise<void> {
  await requireRowLevelSecurity();
  const connections = openConnections();
  const onNotice = (client: pg.ClientBase) => client.on("notice", ({ message }) => hear(message ?? ""));
  connections.on("connect", onNotice);
  const open = await Promise.all(Array.from({ length: connections.totalCount }, () => connections.connect()));
  for (const client of open) {
    onNotice(client);
    client.release();
  }
}
