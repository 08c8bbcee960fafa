ALTER TYPE "finding_kind" ADD VALUE 'missing_numbers';

-- A difference that is about no single number: one open for an organization and account.
CREATE UNIQUE INDEX "finding_one_open_of_organization" ON "finding"("managed_account_id", "organization_id")
  WHERE (resolved_at IS NULL AND phone_number IS NULL);
