-- What the carrier says the number can do. Unknown (null) for a number of the customer's own trunk, and for one bought
-- before this column until the next comparison with the carrier.
ALTER TABLE "phone_number"
  ADD COLUMN "voice_enabled" BOOLEAN,
  ADD COLUMN "sms_enabled" BOOLEAN,
  ADD COLUMN "mms_enabled" BOOLEAN;
