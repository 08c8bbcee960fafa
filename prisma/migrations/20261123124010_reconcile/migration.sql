-- CreateEnum
CREATE TYPE "finding_kind" AS ENUM ('stuck_purchase', 'unlisted_number', 'lost_number', 'wrong_binding', 'counter_mismatch');

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "managed_account_id" UUID,
    "kind" "finding_kind" NOT NULL,
    "phone_number" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),
    "resolution" TEXT,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sweep" (
    "managed_account_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "sweep_pkey" PRIMARY KEY ("managed_account_id")
);

-- CreateTable
CREATE TABLE "absence" (
    "subject_id" UUID NOT NULL,
    "managed_account_id" UUID NOT NULL,
    "first_absent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("subject_id")
);

-- CreateIndex
CREATE INDEX "finding_open" ON "finding"("organization_id", "first_seen_at" DESC, "id" DESC) WHERE (resolved_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "finding_one_open" ON "finding"("kind", "managed_account_id", "phone_number") WHERE (resolved_at IS NULL);

-- CreateIndex
CREATE INDEX "absence_managed_account_id_idx" ON "absence"("managed_account_id");

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_managed_account_id_fkey" FOREIGN KEY ("managed_account_id") REFERENCES "managed_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sweep" ADD CONSTRAINT "sweep_managed_account_id_fkey" FOREIGN KEY ("managed_account_id") REFERENCES "managed_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_managed_account_id_fkey" FOREIGN KEY ("managed_account_id") REFERENCES "managed_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;


