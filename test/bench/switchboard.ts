import { randomInt } from "node:crypto";

const TRUNKS = 4;

export type Switchboard = {
  organizationId: string;
  apiKey: string;
  agents: { id: string; versions: string[] }[];
  random: (below: number) => number;
  /** A number with an agent on both sides. */
  numberOf: () => string;
};

/**
 * An organization whose numbers are spread over agents and trunks; half of the trunks dial out. One number in ten has
 * no outbound agent and one is shared; the oldest tenth is neither, so that the first match is far away.
 */
export async function fillSwitchboard({ numbers, prefix }: { numbers: number; prefix: number }): Promise<Switchboard> {
  const { asOwner } = await import("@/test/support/as-owner");
  const { createApiKey, createOrganization } = await import("@/prisma/factories");
  const { id } = await createOrganization({ plan: "enterprise", limit: numbers });
  // Without row-by-row foreign key checks, a million rows take a minute or two.
  const agents = await asOwner<{ id: string; versions: string[] }>(`
    SET session_replication_role = replica;
    INSERT INTO agent (id, organization_id, name)
      SELECT gen_random_uuid(), '${id}', 'Agent ' || n FROM generate_series(1, ${Math.min(1_000, numbers / 100)}) n;
    INSERT INTO agent_version (id, organization_id, agent_id, version, published, config)
      SELECT gen_random_uuid(), '${id}', agent.id, n, true, '{"greeting": "Hello."}'
      FROM agent, generate_series(1, 2) n WHERE organization_id = '${id}';
    INSERT INTO trunk (id, organization_id, name, outbound_config)
      SELECT gen_random_uuid(), '${id}', 'Trunk ' || n, CASE WHEN n % 2 = 0 THEN '{"address": "sip.example.com"}'::jsonb END
      FROM generate_series(1, ${TRUNKS}) n;
    INSERT INTO phone_number (id, organization_id, phone_number, country_code, phone_number_type, trunk_id,
                              inbound_agent_version_id, outbound_agent_version_id, outbound_shareable, created_at, updated_at)
      SELECT gen_random_uuid(), '${id}', '+1' || (${prefix}::bigint + n), 'US', 'local', trunks.ids[1 + (n / 10) % ${TRUNKS}],
             versions.ids[1 + n % cardinality(versions.ids)],
             CASE WHEN n > ${numbers / 10} AND n % 10 = 0 THEN NULL ELSE versions.ids[1 + n % cardinality(versions.ids)] END,
             n > ${numbers / 10} AND n % 10 = 1, at, at
      FROM generate_series(1, ${numbers}) n,
           LATERAL (SELECT now() - (${numbers} - n) * interval '1 second' AS at) t,
           (SELECT array_agg(id ORDER BY name) AS ids FROM trunk WHERE organization_id = '${id}') trunks,
           (SELECT array_agg(id ORDER BY agent_id, version DESC) AS ids FROM agent_version
            WHERE organization_id = '${id}') versions;
    ANALYZE organization, agent, agent_version, trunk, phone_number;
    SELECT agent_id AS id, array_agg(id ORDER BY version DESC) AS versions FROM agent_version
      WHERE organization_id = '${id}' GROUP BY agent_id`);
  return {
    organizationId: id,
    apiKey: await createApiKey(id),
    agents,
    random: randomInt,
    // Ten consecutive numbers share a trunk; the second of the four trunks dials out.
    numberOf: () => `+1${prefix + 10 * TRUNKS * randomInt(numbers / 10 / TRUNKS) + 10 + randomInt(10)}`,
  };
}
