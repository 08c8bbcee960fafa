-- An invitation lives no longer than what it was sent with: the key, like the person, could send it no more.
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_id_key" UNIQUE ("organization_id", "id");
ALTER TABLE "invitation" ADD COLUMN "invited_by_key_id" UUID;
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_invited_by_key_id_fkey"
  FOREIGN KEY ("organization_id", "invited_by_key_id") REFERENCES "api_key"("organization_id", "id") ON DELETE CASCADE;
CREATE INDEX "invitation_invited_by_key_id_idx" ON "invitation"("organization_id", "invited_by_key_id");
CREATE INDEX "invitation_invited_by_id_idx" ON "invitation"("organization_id", "invited_by_id");
CREATE INDEX "api_key_created_by_id_idx" ON "api_key"("organization_id", "created_by_id");
