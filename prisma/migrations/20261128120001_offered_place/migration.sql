-- The place of a number is told when it is offered and never again: every server must find it when the number is bought.
-- A crash may lose it; the main city of the area code is shown then.
CREATE UNLOGGED TABLE "offered_place" (
  "phone_number" TEXT NOT NULL,
  "locality" TEXT,
  "region" TEXT,
  "offered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "offered_place_pkey" PRIMARY KEY ("phone_number")
);
CREATE INDEX "offered_place_offered_at_idx" ON "offered_place" ("offered_at");
SELECT restrict_to_system('offered_place');

ALTER TABLE "purchase" ADD COLUMN "locality" TEXT, ADD COLUMN "region" TEXT;
