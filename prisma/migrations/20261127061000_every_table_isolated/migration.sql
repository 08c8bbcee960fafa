-- Row-level security covers every table. A transaction in an organization's scope sees that organization's rows, of people
-- its members' names and addresses, and nothing of credentials, sessions and the installation's own books.

-- A table to come is closed to organizations until its migration says otherwise: with fence_table() or restrict_to_system().
DO $$
DECLARE
  here text := current_schema();
BEGIN
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE ALL ON TABLES FROM trunkline_app', here);
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE ALL ON SEQUENCES FROM trunkline_app', here);
  EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM trunkline_app', here);
END $$;

-- For a table without an organization, right after CREATE TABLE: SELECT restrict_to_system('executor');
CREATE FUNCTION restrict_to_system(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY every_row ON %I TO trunkline_system USING (true) WITH CHECK (true)', name);
  EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, trunkline_app', name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO trunkline_system', name);
END $$;

-- Tokens, sessions, recovery codes, limits, locks, executors, sweeps: whatever no policy covers yet. Prisma's own table
-- stays its owner's, who must read it without a role.
SELECT restrict_to_system(relname) FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace AND NOT relrowsecurity
  AND relname <> '_prisma_migrations';
REVOKE ALL ON "_prisma_migrations" FROM PUBLIC, trunkline_app, trunkline_system;

-- Of people an organization reads who its members are, and writes nothing.
CREATE POLICY own_members ON "user" FOR SELECT TO trunkline_app USING (EXISTS (
  SELECT FROM "membership" WHERE "membership"."user_id" = "user"."id"
    AND "membership"."organization_id" = (SELECT NULLIF(current_setting('app.organization_id', true), '')::uuid)));
GRANT SELECT ("id", "name", "email") ON "user" TO trunkline_app;

-- History is added to and read; a trigger refuses the rest to everybody.
REVOKE UPDATE, DELETE ON "audit_event" FROM trunkline_app;

-- By default everybody may call a function, and it finds its tables where the caller says.
DO $$
DECLARE
  found regprocedure;
BEGIN
  FOR found IN
    SELECT pg_proc.oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', found);
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', found, current_schema());
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION "hold_numbers"(text[]) TO trunkline_system;
