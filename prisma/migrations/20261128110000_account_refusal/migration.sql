ALTER TYPE "finding_kind" ADD VALUE 'account_refusal';

-- What is about an account and no organization: one open for each.
CREATE UNIQUE INDEX "finding_one_open_of_account" ON "finding"("managed_account_id")
  WHERE (resolved_at IS NULL AND phone_number IS NULL AND organization_id IS NULL);
