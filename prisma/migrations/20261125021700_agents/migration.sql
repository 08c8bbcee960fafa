-- An agent's id is its organization's own: one that another organization uses is neither in the way nor to be guessed.
ALTER TABLE "agent" DROP CONSTRAINT "agent_pkey";
ALTER TABLE "agent" ADD CONSTRAINT "agent_pkey" PRIMARY KEY USING INDEX "agent_organization_id_id_key";

DROP INDEX "agent_version_agent_id_version_key";
DROP INDEX "agent_version_organization_id_agent_id_version_idx";
CREATE UNIQUE INDEX "agent_version_organization_id_agent_id_version_key" ON "agent_version"("organization_id", "agent_id", "version");
CREATE INDEX "agent_version_organization_id_agent_id_created_at_id_idx" ON "agent_version"("organization_id", "agent_id", "created_at" DESC, "id" DESC);

DROP INDEX "agent_organization_id_created_at_id_idx";
CREATE INDEX "agent_directory" ON "agent"("organization_id", "created_at" DESC, "id" DESC, "name");

-- json keeps the order of members, jsonb does not.
ALTER TABLE "agent_version" ALTER COLUMN "config" SET DATA TYPE JSON;
