-- Which number a call goes out from: the oldest number of a trunk that holds a version, or none (NULL), and the oldest
-- that is shared.
CREATE INDEX "phone_number_outbound" ON "phone_number"("organization_id", "trunk_id", "outbound_agent_version_id", "created_at", "id") WHERE (status = 'active');
CREATE INDEX "phone_number_shared" ON "phone_number"("organization_id", "trunk_id", "created_at", "id") WHERE (status = 'active' AND outbound_shareable);
