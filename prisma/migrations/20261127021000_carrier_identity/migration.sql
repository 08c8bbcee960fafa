-- Which account the directory belongs to, readable also when the credentials are not.
ALTER TABLE "managed_account" ADD COLUMN "carrier_account_id" TEXT,
                              ADD COLUMN "carrier_base_url" TEXT;

-- Which installation bought a number, as its tag at the carrier says; null from before installations had an id.
ALTER TABLE "purchase" ADD COLUMN "installation_id" TEXT;

-- One row. A dump brings its values along, but not the database's oid and the transaction that wrote the row.
CREATE TABLE "installation" (
    "id" TEXT NOT NULL,
    "one" BOOLEAN NOT NULL DEFAULT true,
    "host" TEXT NOT NULL,
    "database_oid" TEXT NOT NULL,
    "written_by" TEXT NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "installation" ADD CONSTRAINT "installation_one_row" CHECK ("one");
CREATE UNIQUE INDEX "installation_one_key" ON "installation"("one");

ALTER TABLE "installation" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "installation" FORCE ROW LEVEL SECURITY;
CREATE POLICY every_row ON "installation" TO trunkline_system USING (true) WITH CHECK (true);
REVOKE ALL ON "installation" FROM trunkline_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "installation" TO trunkline_system;
