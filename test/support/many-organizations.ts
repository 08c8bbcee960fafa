import { asOwner } from "./as-owner";

export type Crowd = { organizations: number; ownId: string; adminId: string };

/** For each organization except the tested one, which has ten times as many. */
const PER_ORGANIZATION = 100;

/**
 * Creates several hundred organizations besides the tested one. Every status has a single value, as in a directory
 * without releases or failed purchases. Updates the planner's statistics afterwards.
 */
export async function fillOrganizations({ organizations, ownId, adminId }: Crowd): Promise<void> {
  const rows = (columns: string, table: string, values: string, share = 1) => `
    INSERT INTO ${table} (${columns})
    SELECT ${values}
    FROM crowd, LATERAL generate_series(1, greatest(1, (crowd.size * ${share})::int)) n, LATERAL (
      SELECT now() - interval '1 day' * (n % 90) - interval '1 second' * (crowd.i + n) AS at) t;`;
  await asOwner(`
    SET session_replication_role = replica;
    CREATE TEMP TABLE crowd AS
      SELECT gen_random_uuid() AS id, gen_random_uuid() AS user_id, gen_random_uuid() AS trunk_id,
             gen_random_uuid() AS agent_id, gen_random_uuid() AS version_id, gen_random_uuid() AS endpoint_id,
             gen_random_uuid() AS event_id, i, ${PER_ORGANIZATION} AS size
      FROM generate_series(1, ${organizations}) i
      UNION ALL
      SELECT '${ownId}', '${adminId}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(),
             gen_random_uuid(), 0, ${10 * PER_ORGANIZATION};
    INSERT INTO organization (id, slug, name) SELECT id, 'crowd-' || i, 'Crowd ' || i FROM crowd WHERE i > 0;
    INSERT INTO "user" (id, email, name) SELECT user_id, 'crowd-' || i || '@example.com', 'Crowd' FROM crowd WHERE i > 0;
    INSERT INTO trunk (id, organization_id, name, outbound_config)
      SELECT trunk_id, id, 'Main', '{"address": "sip.example.com", "auth_username": "main", "transport": "UDP"}' FROM crowd;
    INSERT INTO agent (id, organization_id, name) SELECT agent_id, id, 'Front desk' FROM crowd;
    INSERT INTO agent_version (id, organization_id, agent_id, version, published)
      SELECT version_id, id, agent_id, 1, true FROM crowd;
    INSERT INTO webhook_endpoint (id, organization_id, url, events, secret)
      SELECT endpoint_id, id, 'https://example.com', '{}', 'none' FROM crowd;
    INSERT INTO webhook_event (id, organization_id, type, data)
      SELECT event_id, id, 'purchase.failed', '{}' FROM crowd;
    INSERT INTO "user" (id, email, name)
      SELECT gen_random_uuid(), 'person-' || n || '@example.com', 'Person' FROM generate_series(1, 20000) n;
    INSERT INTO membership (organization_id, user_id, role) SELECT id, user_id, 'admin' FROM crowd WHERE i > 0;
    INSERT INTO membership (organization_id, user_id, role, created_at)
      SELECT crowd.id, person.id, 'viewer', now() - interval '1 second' * n
      FROM (SELECT id, row_number() OVER () AS n FROM "user" WHERE name = 'Person') person
      JOIN crowd ON crowd.i = person.n % ${organizations + 1};
    ${rows(
      `id, organization_id, phone_number, country_code, phone_number_type, trunk_id, inbound_agent_version_id,
       outbound_agent_version_id, created_at, updated_at`,
      "phone_number",
      `gen_random_uuid(), crowd.id, '+1' || (3000000000 + crowd.i * 10000 + n), 'US', 'local', trunk_id, version_id,
       version_id, at, at`,
    )}
    ${rows(
      "id, organization_id, managed_account_id, phone_number, status, actor_kind, request_id, created_at, updated_at",
      "purchase",
      `gen_random_uuid(), crowd.id, (SELECT id FROM managed_account WHERE is_default),
       '+1' || (3000000000 + crowd.i * 10000 + n), 'completed', 'user', 'crowd', at, at`,
      0.25,
    )}
    ${rows(
      `id, organization_id, dry_run, file_bytes, file_sha256, actor_kind, request_id, created_at, started_at, heartbeat_at,
       finished_at`,
      "phone_number_import",
      "gen_random_uuid(), crowd.id, false, 1, 'none', 'user', 'crowd', at, at, at, at",
      0.05,
    )}
    ${rows(
      "id, organization_id, action, actor_kind, actor_id, user_id, request_id, target_id, created_at",
      "audit_event",
      `gen_random_uuid(), crowd.id, 'phone_number.purchased', 'user', crowd.user_id, crowd.user_id, 'crowd', crowd.id, at`,
      0.25,
    )}
    ${rows("id, organization_id, name, secret_hash, created_at", "api_key", "gen_random_uuid(), crowd.id, 'Key', 'none', at", 0.05)}
    ${rows(
      "id, organization_id, email, role, token_hash, expires_at, created_at",
      "invitation",
      "gen_random_uuid(), crowd.id, 'guest-' || n || '@example.com', 'viewer', crowd.i || '-' || n, now() + interval '1 day', at",
      0.05,
    )}
    ${rows("id, organization_id, name, created_at", "trunk", "gen_random_uuid(), crowd.id, 'Trunk ' || n, at", 0.03)}
    ${rows("id, organization_id, name, created_at", "agent", "gen_random_uuid(), crowd.id, 'Agent ' || n, at", 0.05)}
    ${rows(
      "id, organization_id, agent_id, version, published, created_at",
      "agent_version",
      "gen_random_uuid(), crowd.id, agent_id, 1 + n, true, at",
      0.05,
    )}
    ${rows(
      "id, organization_id, kind, details, first_seen_at, last_seen_at",
      "finding",
      "gen_random_uuid(), crowd.id, 'wrong_binding', '{}', at, at",
      0.05,
    )}
    ${rows(
      "id, organization_id, type, data, created_at",
      "webhook_event",
      "gen_random_uuid(), crowd.id, 'purchase.failed', '{}', at",
      0.05,
    )}
    ${rows(
      "id, organization_id, endpoint_id, event_id, status, give_up_at, created_at, updated_at",
      "webhook_delivery",
      "gen_random_uuid(), crowd.id, endpoint_id, event_id, 'delivered', now(), at, at",
      0.05,
    )}
    ${rows(
      "id, organization_id, url, events, secret, created_at",
      "webhook_endpoint",
      "gen_random_uuid(), crowd.id, 'https://example.com', '{}', 'none', at",
      0.05,
    )}
    ${rows(
      "organization_id, endpoint, key, fingerprint, locked_until, expires_at",
      "idempotency_key",
      "crowd.id, 'purchaseNumber', n, 'none', now(), now() + interval '1 day'",
      0.05,
    )}
    ${rows("id, user_id, name, secret_hash, created_at", "personal_access_token", "gen_random_uuid(), crowd.user_id, 'Token', 'none', at", 0.03)}
    ${rows("id, user_id, method, created_at, expires_at", "user_session", "gen_random_uuid(), crowd.user_id, 'password', at, now() + interval '1 day'", 0.03)}
    ${rows("user_id, code_hash", "recovery_code", "crowd.user_id, n", 0.03)}
    ANALYZE`);
}
