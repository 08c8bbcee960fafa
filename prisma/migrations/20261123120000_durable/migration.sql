-- DropIndex
DROP INDEX "purchase_pending_by_lease";

-- AlterTable
ALTER TABLE "purchase" DROP COLUMN "lease_expires_at",
DROP COLUMN "lease_owner",
ADD COLUMN     "worker" TEXT;

-- CreateTable
CREATE TABLE "executor" (
    "id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "executor_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "purchase_pending" ON "purchase"("started_at") WHERE (status = 'pending');


