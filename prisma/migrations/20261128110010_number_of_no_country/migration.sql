-- Row-level security would hide the rows from an UPDATE.
ALTER TABLE "phone_number"
  ALTER COLUMN "country_code" DROP NOT NULL,
  ALTER COLUMN "country_code" SET DATA TYPE TEXT USING NULLIF("country_code", '');
ALTER TABLE "phone_number"
  ADD CONSTRAINT "phone_number_country_code_check" CHECK ("country_code" ~ '^[A-Z]{2}$');
