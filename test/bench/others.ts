/**
 * Organizations that share a database with the measured ones: hundreds, each with an outbound trunk, an agent and a
 * share of the numbers, all in service and bought without trouble. Columns with a single value are where planner
 * estimates fail first. Updates the statistics afterwards.
 */
export async function fillOthers({ organizations, numbers }: { organizations: number; numbers: number }) {
  const { asOwner } = await import("@/test/support/as-owner");
  // Create indexes afterwards and skip foreign key checks: ten million rows take minutes instead of hours.
  await asOwner(`
    SET session_replication_role = replica;
    SET maintenance_work_mem = '512MB';
    CREATE TEMP TABLE others AS
      SELECT i, gen_random_uuid() AS id, gen_random_uuid() AS trunk_id, gen_random_uuid() AS agent_id,
             gen_random_uuid() AS version_id
      FROM generate_series(0, ${organizations - 1}) i;
    CREATE UNIQUE INDEX ON others (i);
    INSERT INTO organization (id, slug, name, plan) SELECT id, 'other-' || i, 'Other ' || i, 'enterprise' FROM others;
    INSERT INTO trunk (id, organization_id, name, outbound_config)
      SELECT trunk_id, id, 'Main', '{"address": "sip.example.com"}' FROM others;
    INSERT INTO agent (id, organization_id, name) SELECT agent_id, id, 'Front desk' FROM others;
    INSERT INTO agent_version (id, organization_id, agent_id, version, published)
      SELECT version_id, id, agent_id, 1, true FROM others;
    CREATE TEMP TABLE dropped AS
      SELECT indexrelid::regclass AS index, pg_get_indexdef(indexrelid) AS definition FROM pg_index
      WHERE indrelid IN ('phone_number'::regclass, 'purchase'::regclass)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid);
    DO $$ DECLARE dropping text; BEGIN
      FOR dropping IN SELECT index FROM dropped LOOP EXECUTE 'DROP INDEX ' || dropping; END LOOP;
    END $$;
    INSERT INTO phone_number (id, organization_id, phone_number, country_code, phone_number_type, trunk_id,
                              inbound_agent_version_id, outbound_agent_version_id, created_at, updated_at)
      SELECT gen_random_uuid(), others.id, '+1' || (4000000000 + n), 'US', 'local', trunk_id, version_id, version_id, at, at
      FROM generate_series(1, ${numbers}) n JOIN others ON i = n % ${organizations},
           LATERAL (SELECT now() - n * interval '1 second' AS at) t;
    INSERT INTO purchase (id, organization_id, managed_account_id, phone_number, status, actor_kind, request_id,
                          created_at, updated_at)
      SELECT gen_random_uuid(), others.id, gen_random_uuid(), '+1' || (4000000000 + n), 'completed', 'system', 'test/bench', at, at
      FROM generate_series(1, ${Math.ceil(numbers / 10)}) n JOIN others ON i = n % ${organizations},
           LATERAL (SELECT now() - n * interval '1 second' AS at) t;
    DO $$ DECLARE making text; BEGIN
      FOR making IN SELECT definition FROM dropped LOOP EXECUTE making; END LOOP;
    END $$`);
  await asOwner("VACUUM (ANALYZE) organization, trunk, agent, agent_version, phone_number, purchase");
}
