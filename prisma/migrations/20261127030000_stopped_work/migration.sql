-- AlterTable
ALTER TABLE "purchase" ADD COLUMN     "carrier_number_id" TEXT,
ADD COLUMN     "retries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retry_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "phone_number" ADD COLUMN     "release_retry_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "purchase_claimed" ON "purchase"("started_at") WHERE (worker IS NOT NULL);

-- CreateIndex
CREATE INDEX "purchase_retry" ON "purchase"("retry_at") WHERE (retry_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "phone_number_release_begun" ON "phone_number"("release_begun_at") WHERE (release_begun_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "phone_number_release_retry" ON "phone_number"("release_retry_at") WHERE (release_retry_at IS NOT NULL);
