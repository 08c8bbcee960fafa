-- AlterTable
ALTER TABLE "phone_number" ADD COLUMN     "release_begun_at" TIMESTAMPTZ(3),
ADD COLUMN     "release_problem" TEXT;

-- CreateIndex
CREATE INDEX "phone_number_release_due" ON "phone_number"("release_at") WHERE (status = 'releasing' AND release_begun_at IS NULL);
