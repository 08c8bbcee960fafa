-- Two roles that nobody logs in as. Every transaction takes one of them: trunkline_app sees one organization's rows,
-- trunkline_system all. Who logs in needs nothing but the right to take them.
--
-- Roles belong to the whole server: another database, or an operator, may have made them before, or may be at it now.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['trunkline_app', 'trunkline_system'] LOOP
    FOR attempt IN 1..20 LOOP
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
          EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
        -- Not inherited: trunkline_system's policy is "everything", and it must not follow a login that took no role.
        IF NOT pg_has_role(current_user, role_name, 'SET') THEN
          EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', role_name, current_user);
        END IF;
        EXIT;
      EXCEPTION
        WHEN insufficient_privilege THEN
          RAISE insufficient_privilege USING
            MESSAGE = format('%I may neither make the role %I nor take it', current_user, role_name),
            HINT = 'Let a superuser run the statements beside MIGRATION_DATABASE_URL in .env.example.';
        -- Somebody else made it a moment ago; "tuple concurrently updated" is an internal error.
        WHEN duplicate_object OR unique_violation OR internal_error THEN
          IF attempt = 20 THEN RAISE; END IF;
          PERFORM pg_sleep(0.05);
      END;
    END LOOP;
  END LOOP;
END $$;

-- Here and for tables to come. The fence is not given so: each with an organization is fenced by its own migration.
DO $$
DECLARE
  here text := current_schema();
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO trunkline_app, trunkline_system', here);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I '
    'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO trunkline_app, trunkline_system', here);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I '
    'GRANT USAGE ON SEQUENCES TO trunkline_app, trunkline_system', here);
END $$;

/*
 * Call it for every table with an organization_id, right after CREATE TABLE: SELECT fence_table('trunk');
 * Without an organization in the transaction no row passes. FORCE binds the owner too, so a later migration that changes
 * rows does it between SET ROLE trunkline_system and RESET ROLE, or it changes none, without an error.
 */
CREATE FUNCTION fence_table(name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  organization_column text := CASE name WHEN 'organization' THEN 'id' ELSE 'organization_id' END;
  -- As a sub-select it is worked out once for a statement. A setting that was local to a transaction ends as ''.
  own_rows text := format('%I = (SELECT NULLIF(current_setting(''app.organization_id'', true), '''')::uuid)',
                          organization_column);
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY own_rows ON %I TO trunkline_app USING (%s) WITH CHECK (%2$s)', name, own_rows);
  EXECUTE format('CREATE POLICY every_row ON %I TO trunkline_system USING (true) WITH CHECK (true)', name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO trunkline_app, trunkline_system', name);
END $$;

SELECT fence_table('organization');
SELECT fence_table('membership');
SELECT fence_table('api_key');
SELECT fence_table('managed_account');
SELECT fence_table('trunk');
SELECT fence_table('phone_number');
SELECT fence_table('purchase');
SELECT fence_table('agent');
SELECT fence_table('agent_version');
SELECT fence_table('audit_event');
SELECT fence_table('idempotency_key');
SELECT fence_table('finding');

-- An account without an organization is shared by all: they may use it, not change it. A finding without one is the
-- operator's, and no organization sees it.
CREATE POLICY shared_rows ON managed_account FOR SELECT TO trunkline_app USING (organization_id IS NULL);

-- People may belong to several organizations, or to none yet.
GRANT SELECT, INSERT, UPDATE, DELETE ON "user", personal_access_token TO trunkline_app, trunkline_system;
-- The installation's own books.
GRANT SELECT, INSERT, UPDATE, DELETE ON executor, sweep, absence TO trunkline_system;
