-- Whether a person has shown that they receive mail at their address: through a link that was mailed, or at the provider.
ALTER TABLE "user"
  ADD COLUMN "email_verified_at" TIMESTAMPTZ(3),
  -- Who they are at the OpenID Connect provider, since they first signed in there (`iss` and `sub` of the ID token).
  ADD COLUMN "oidc_issuer" TEXT,
  ADD COLUMN "oidc_subject" TEXT;

CREATE UNIQUE INDEX "user_oidc_issuer_oidc_subject_key" ON "user" ("oidc_issuer", "oidc_subject");

-- Its link went to the address alone, never to the person who invited. Of open ones nobody knows any more.
ALTER TABLE "invitation" ADD COLUMN "by_mail" BOOLEAN NOT NULL DEFAULT false;

-- Accounts that the operator made (`organization:create`, seed) are proven. An account that was made by accepting an
-- invitation is not: its link may have been shown to the person who invited, and no trace says otherwise. Such people keep
-- everything until they sign in at the provider for the first time, which replaces how they signed in before; they prove
-- their address there or by a mailed link. An account that was made by an invitation joined within the same transaction.
SET ROLE trunkline_system;
UPDATE "user" SET "email_verified_at" = now()
WHERE NOT EXISTS (
  SELECT FROM "audit_event"
  WHERE "audit_event"."action" = 'member.joined' AND "audit_event"."target_id" = "user"."id"::text
    AND "audit_event"."created_at" BETWEEN "user"."created_at" - interval '1 minute' AND "user"."created_at" + interval '1 minute'
);
RESET ROLE;
