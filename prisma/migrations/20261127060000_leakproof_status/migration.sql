-- Under row-level security the planner may use the statistics of a column, and an index on it, only with leakproof
-- operators. Those of an enum are not: it took the partial indexes below for empty and read them from end to end. Those
-- of text are.
DROP INDEX "phone_number_one_live_owner";
DROP INDEX "phone_number_release_due";
DROP INDEX "phone_number_outbound";
DROP INDEX "phone_number_outbound_free";
DROP INDEX "phone_number_shared";
DROP INDEX "purchase_one_unfailed_per_number";
DROP INDEX "purchase_pending";
DROP INDEX "webhook_delivery_due";

ALTER TABLE "phone_number"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "status" SET DATA TYPE TEXT USING "status"::text,
  ALTER COLUMN "status" SET DEFAULT 'active',
  ADD CONSTRAINT "phone_number_status_check" CHECK ("status" IN ('active', 'releasing', 'lost_at_carrier'));
ALTER TABLE "purchase"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "status" SET DATA TYPE TEXT USING "status"::text,
  ALTER COLUMN "status" SET DEFAULT 'pending',
  ADD CONSTRAINT "purchase_status_check" CHECK ("status" IN ('pending', 'completed', 'failed', 'needs_attention'));
ALTER TABLE "webhook_delivery"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "status" SET DATA TYPE TEXT USING "status"::text,
  ALTER COLUMN "status" SET DEFAULT 'pending',
  ADD CONSTRAINT "webhook_delivery_status_check" CHECK ("status" IN ('pending', 'delivered', 'failed'));

DROP TYPE "phone_number_status";
DROP TYPE "purchase_status";
DROP TYPE "webhook_delivery_status";

CREATE UNIQUE INDEX "phone_number_one_live_owner" ON "phone_number"("phone_number") WHERE (status <> 'lost_at_carrier');
CREATE INDEX "phone_number_release_due" ON "phone_number"("release_at") WHERE (status = 'releasing' AND release_begun_at IS NULL);
CREATE INDEX "phone_number_outbound" ON "phone_number"("organization_id", "trunk_id", "outbound_agent_version_id", "created_at", "id") WHERE (status = 'active');
CREATE INDEX "phone_number_outbound_free" ON "phone_number"("organization_id", "trunk_id", "created_at", "id") WHERE (status = 'active' AND outbound_agent_version_id IS NULL);
CREATE INDEX "phone_number_shared" ON "phone_number"("organization_id", "trunk_id", "created_at", "id") WHERE (status = 'active' AND outbound_shareable);
CREATE UNIQUE INDEX "purchase_one_unfailed_per_number" ON "purchase"("phone_number") WHERE (status <> 'failed' AND released_at IS NULL);
-- Without "worker" the list of an organization's pending purchases would read those of all along it.
CREATE INDEX "purchase_pending" ON "purchase"("started_at") WHERE (status = 'pending' AND worker IS NULL);
CREATE INDEX "webhook_delivery_due" ON "webhook_delivery"("endpoint_id", "next_attempt_at", "id") WHERE (status = 'pending' AND begun_at IS NULL);

-- Lists that are filtered by status: the few of a rare one are found without reading all others.
CREATE INDEX "purchase_organization_id_status_created_at_id_idx" ON "purchase"("organization_id", "status", "created_at" DESC, "id" DESC);
CREATE INDEX "webhook_delivery_by_status" ON "webhook_delivery"("organization_id", "endpoint_id", "status", "created_at" DESC, "id" DESC);

ANALYZE "phone_number", "purchase", "webhook_delivery";
