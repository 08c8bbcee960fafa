-- The person, the credential and the address behind a change; a purchase keeps its own until it is done.
ALTER TABLE "audit_event" ADD COLUMN "user_id" UUID, ADD COLUMN "credential" TEXT, ADD COLUMN "address" TEXT;
ALTER TABLE "purchase" ADD COLUMN "user_id" UUID, ADD COLUMN "credential" TEXT, ADD COLUMN "address" TEXT;

UPDATE "audit_event" SET "user_id" = "actor_id"::uuid WHERE "actor_kind" = 'user';
UPDATE "purchase" SET "user_id" = "actor_id"::uuid WHERE "actor_kind" = 'user';

CREATE INDEX "audit_event_organization_id_action_created_at_id_idx" ON "audit_event"("organization_id", "action", "created_at" DESC, "id" DESC);
CREATE INDEX "audit_event_organization_id_actor_id_created_at_id_idx" ON "audit_event"("organization_id", "actor_id", "created_at" DESC, "id" DESC);
CREATE INDEX "audit_event_organization_id_user_id_created_at_id_idx" ON "audit_event"("organization_id", "user_id", "created_at" DESC, "id" DESC);
CREATE INDEX "audit_event_organization_id_target_id_created_at_id_idx" ON "audit_event"("organization_id", "target_id", "created_at" DESC, "id" DESC);

-- Append-only, for everybody: the owner of the table too, and replication roles. An organization with a history stays,
-- by the foreign key's RESTRICT.
CREATE FUNCTION "refuse_change_of_history"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "audit_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change_of_history"();
ALTER TABLE "audit_event" ENABLE ALWAYS TRIGGER "audit_event_append_only";
