-- An import of phone numbers as a job: its file, in pieces, and how far it has come.
CREATE TABLE "phone_number_import" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "dry_run" BOOLEAN NOT NULL,
    "trunk_id" UUID,
    "file_name" TEXT,
    "file_bytes" INTEGER NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "percent" INTEGER NOT NULL DEFAULT 0,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "lines_done" INTEGER NOT NULL DEFAULT 0,
    "new_numbers" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "ignored_columns" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "warnings" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "trunk_ids" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
    "exceeds_limit" BOOLEAN NOT NULL DEFAULT false,
    "error_count" INTEGER NOT NULL DEFAULT 0,
    "errors" JSONB NOT NULL DEFAULT '[]',
    "error_code" TEXT,
    "error_detail" TEXT,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT,
    "user_id" UUID,
    "credential" TEXT,
    "address" TEXT,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "phone_number_import_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "phone_number_import_organization_id_fkey" FOREIGN KEY ("organization_id")
        REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "phone_number_import_organization_id_id_key" ON "phone_number_import"("organization_id", "id");
CREATE INDEX "phone_number_import_organization_id_created_at_id_idx"
    ON "phone_number_import"("organization_id", "created_at" DESC, "id" DESC);
-- One at a time for each organization; the others wait in the order in which they came.
CREATE UNIQUE INDEX "phone_number_import_one_running" ON "phone_number_import"("organization_id")
    WHERE "started_at" IS NOT NULL AND "finished_at" IS NULL;
CREATE INDEX "phone_number_import_unfinished" ON "phone_number_import"("created_at") WHERE "finished_at" IS NULL;
CREATE INDEX "phone_number_import_finished_at_idx" ON "phone_number_import"("finished_at");

CREATE TABLE "phone_number_import_chunk" (
    "organization_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "phone_number_import_chunk_pkey" PRIMARY KEY ("import_id", "position"),
    CONSTRAINT "phone_number_import_chunk_organization_id_import_id_fkey" FOREIGN KEY ("organization_id", "import_id")
        REFERENCES "phone_number_import"("organization_id", "id") ON DELETE CASCADE ON UPDATE NO ACTION
);

CREATE INDEX "phone_number_import_chunk_organization_id_import_id_idx"
    ON "phone_number_import_chunk"("organization_id", "import_id");

SELECT fence_table('phone_number_import');
SELECT fence_table('phone_number_import_chunk');

/*
 * After many numbers at once the planner's statistics are of another table. Only its owner may refresh them (the MAINTAIN
 * privilege is PostgreSQL 17's), so this does that one thing as the owner, at most once a minute. True when it did.
 */
CREATE FUNCTION refresh_phone_number_statistics() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('trunkline:phone-number-statistics')) THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM pg_stat_user_tables WHERE schemaname = current_schema() AND relname = 'phone_number'
             AND GREATEST(last_analyze, last_autoanalyze) > now() - interval '1 minute') THEN RETURN false; END IF;
  ANALYZE phone_number;
  RETURN true;
END $$;

-- A fixed path, for whichever schema the tables are in: what a caller's search_path names is never run as the owner.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION refresh_phone_number_statistics() SET search_path = %I, pg_temp', current_schema());
END $$;
REVOKE EXECUTE ON FUNCTION refresh_phone_number_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_phone_number_statistics() TO trunkline_system;
