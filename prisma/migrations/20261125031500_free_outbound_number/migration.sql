-- The oldest number of a trunk whose outbound side is empty, at once, however many older ones hold an agent.
CREATE INDEX "phone_number_outbound_free" ON "phone_number"("organization_id", "trunk_id", "created_at", "id") WHERE (status = 'active' AND outbound_agent_version_id IS NULL);
