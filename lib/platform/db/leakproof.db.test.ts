import { describe, expect, it } from "vitest";
import { asOwner } from "@/test/support/as-owner";

/** Names of the functions and operators of an expression as the catalogue stores it, that are not leakproof. */
const leaking = (tree: string) => `
  ARRAY(SELECT DISTINCT pg_proc.oid::regprocedure::text FROM (
          SELECT match[1]::oid AS called FROM regexp_matches(${tree}, ':funcid (\\d+)', 'g') match
          UNION ALL
          SELECT oprcode FROM regexp_matches(${tree}, ':opno (\\d+)', 'g') match JOIN pg_operator ON oid = match[1]::oid
        ) calls JOIN pg_proc ON pg_proc.oid = called
        WHERE NOT proleakproof AND proname <> 'current_setting' ORDER BY 1)`;

// Under row-level security the planner may use statistics of, and indexes with, leakproof operators alone.
describe("row-level security costs no statistics and no index:", () => {
  it("the condition of every partial index is leakproof", async () => {
    const indexes = await asOwner<{ name: string; leaking: string[] }>(`
      SELECT indexrelid::regclass::text AS name, ${leaking("indpred::text")} AS leaking
      FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
      WHERE indpred IS NOT NULL AND relnamespace = 'public'::regnamespace`);
    expect(indexes.length).toBeGreaterThan(8);
    expect(indexes.filter((index) => index.leaking.length > 0)).toEqual([]);
  });

  it("every policy is leakproof, apart from the setting that it reads once for a statement", async () => {
    const policies = await asOwner<{ name: string; leaking: string[] }>(`
      SELECT polrelid::regclass || '.' || polname AS name,
             ${leaking("concat(polqual::text, polwithcheck::text)")} AS leaking
      FROM pg_policy`);
    expect(policies.length).toBeGreaterThan(20);
    expect(policies.filter((policy) => policy.leaking.length > 0)).toEqual([]);
  });

  it("every column of an index is compared by a leakproof operator", async () => {
    // Of findings one is open for each kind, which the system alone looks for.
    const ofTheSystem = ["finding_one_open"];
    const columns = await asOwner<{ index: string; column: string }>(`
      SELECT indexrelid::regclass::text AS index, attname AS column
      FROM pg_index CROSS JOIN LATERAL unnest(indkey) WITH ORDINALITY AS key(attnum, place)
      JOIN pg_class ON pg_class.oid = indrelid
      JOIN pg_attribute ON attrelid = indrelid AND pg_attribute.attnum = key.attnum
      JOIN pg_opclass ON pg_opclass.oid = indclass[place - 1]
      JOIN pg_amop ON amopfamily = opcfamily AND amoplefttype = opcintype AND amoprighttype = opcintype
      JOIN pg_operator ON pg_operator.oid = amopopr JOIN pg_proc ON pg_proc.oid = oprcode
      WHERE relnamespace = 'public'::regnamespace AND place <= indnkeyatts AND amopstrategy = 3 AND NOT proleakproof`);
    expect(columns.filter(({ index }) => !ofTheSystem.includes(index))).toEqual([]);
    expect(columns.map(({ index }) => index)).toEqual(ofTheSystem);
  });
});
