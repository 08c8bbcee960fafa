-- What a number's slots held when it went out of service. No foreign key: an agent may be deleted meanwhile, and whoever
-- puts the number back into service looks whether it is still there.
ALTER TABLE "phone_number" ADD COLUMN "kept_inbound_agent_version_id" UUID,
                           ADD COLUMN "kept_outbound_agent_version_id" UUID;
