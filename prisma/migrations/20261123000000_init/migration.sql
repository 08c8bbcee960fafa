-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "plan" AS ENUM ('free', 'smb', 'agency', 'enterprise');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'viewer');

-- CreateEnum
CREATE TYPE "carrier" AS ENUM ('twilio');

-- CreateEnum
CREATE TYPE "phone_number_type" AS ENUM ('local', 'toll_free');

-- CreateEnum
CREATE TYPE "phone_number_status" AS ENUM ('active', 'releasing', 'lost_at_carrier');

-- CreateEnum
CREATE TYPE "purchase_status" AS ENUM ('pending', 'completed', 'failed', 'needs_attention');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('user', 'api_key', 'personal_access_token', 'system');

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "plan" "plan" NOT NULL DEFAULT 'free',
    "phone_number_limit_override" INTEGER,
    "phone_numbers_used" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("organization_id","user_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_access_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "narrowed" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "personal_access_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "managed_account" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "carrier" "carrier" NOT NULL,
    "name" TEXT NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "credentials" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "managed_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trunk" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "managed_account_id" UUID,
    "name" TEXT NOT NULL,
    "carrier_trunk_id" TEXT,
    "inbound_config" JSONB NOT NULL DEFAULT '{}',
    "outbound_config" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_number" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "phone_number" TEXT NOT NULL,
    "country_code" TEXT NOT NULL,
    "phone_number_type" "phone_number_type" NOT NULL,
    "locality" TEXT,
    "region" TEXT,
    "trunk_id" UUID NOT NULL,
    "managed_account_id" UUID,
    "carrier_number_id" TEXT,
    "purchase_id" UUID,
    "inbound_agent_version_id" UUID,
    "outbound_agent_version_id" UUID,
    "outbound_shareable" BOOLEAN NOT NULL DEFAULT false,
    "status" "phone_number_status" NOT NULL DEFAULT 'active',
    "release_at" TIMESTAMPTZ(3),
    "monthly_price" DECIMAL(12,4),
    "monthly_price_currency" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "phone_number_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purchase" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "managed_account_id" UUID NOT NULL,
    "phone_number" TEXT NOT NULL,
    "status" "purchase_status" NOT NULL DEFAULT 'pending',
    "expected_monthly_price" DECIMAL(12,4),
    "expected_monthly_price_currency" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "outcome_unknown" BOOLEAN NOT NULL DEFAULT false,
    "error_code" TEXT,
    "error_detail" TEXT,
    "error_members" JSONB,
    "lease_owner" TEXT,
    "lease_expires_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "purchase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_version" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "published" BOOLEAN NOT NULL DEFAULT false,
    "config" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT,
    "request_id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "organization_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER,
    "headers" JSONB,
    "body" JSONB,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("organization_id","endpoint","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "membership_user_id_created_at_idx" ON "membership"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "api_key_organization_id_created_at_id_idx" ON "api_key"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "personal_access_token_user_id_created_at_id_idx" ON "personal_access_token"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "managed_account_one_default" ON "managed_account"("is_default") WHERE ("is_default" = true);

-- CreateIndex
CREATE INDEX "trunk_organization_id_created_at_id_idx" ON "trunk"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "trunk_organization_id_id_key" ON "trunk"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "trunk_organization_id_managed_account_id_key" ON "trunk"("organization_id", "managed_account_id");

-- CreateIndex
CREATE INDEX "phone_number_directory" ON "phone_number"("organization_id", "created_at" DESC, "id" DESC, "phone_number");

-- CreateIndex
CREATE INDEX "phone_number_organization_id_phone_number_idx" ON "phone_number"("organization_id", "phone_number");

-- CreateIndex
CREATE INDEX "phone_number_organization_id_trunk_id_created_at_idx" ON "phone_number"("organization_id", "trunk_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "phone_number_organization_id_inbound_agent_version_id_idx" ON "phone_number"("organization_id", "inbound_agent_version_id");

-- CreateIndex
CREATE INDEX "phone_number_organization_id_outbound_agent_version_id_idx" ON "phone_number"("organization_id", "outbound_agent_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "phone_number_organization_id_purchase_id_key" ON "phone_number"("organization_id", "purchase_id");

-- CreateIndex
CREATE UNIQUE INDEX "phone_number_one_live_owner" ON "phone_number"("phone_number") WHERE (status <> 'lost_at_carrier');

-- CreateIndex
CREATE INDEX "purchase_organization_id_created_at_id_idx" ON "purchase"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "purchase_pending_by_lease" ON "purchase"("lease_expires_at") WHERE (status = 'pending');

-- CreateIndex
CREATE UNIQUE INDEX "purchase_organization_id_id_key" ON "purchase"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "purchase_one_unfailed_per_number" ON "purchase"("phone_number") WHERE (status <> 'failed' AND released_at IS NULL);

-- CreateIndex
CREATE INDEX "agent_organization_id_created_at_id_idx" ON "agent"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "agent_organization_id_id_key" ON "agent"("organization_id", "id");

-- CreateIndex
CREATE INDEX "agent_version_organization_id_agent_id_version_idx" ON "agent_version"("organization_id", "agent_id", "version" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "agent_version_organization_id_id_key" ON "agent_version"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "agent_version_agent_id_version_key" ON "agent_version"("agent_id", "version");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_created_at_id_idx" ON "audit_event"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key"("expires_at");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "personal_access_token" ADD CONSTRAINT "personal_access_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "managed_account" ADD CONSTRAINT "managed_account_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trunk" ADD CONSTRAINT "trunk_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trunk" ADD CONSTRAINT "trunk_managed_account_id_fkey" FOREIGN KEY ("managed_account_id") REFERENCES "managed_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_organization_id_trunk_id_fkey" FOREIGN KEY ("organization_id", "trunk_id") REFERENCES "trunk"("organization_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_managed_account_id_fkey" FOREIGN KEY ("managed_account_id") REFERENCES "managed_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_organization_id_purchase_id_fkey" FOREIGN KEY ("organization_id", "purchase_id") REFERENCES "purchase"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_organization_id_inbound_agent_version_id_fkey" FOREIGN KEY ("organization_id", "inbound_agent_version_id") REFERENCES "agent_version"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_organization_id_outbound_agent_version_id_fkey" FOREIGN KEY ("organization_id", "outbound_agent_version_id") REFERENCES "agent_version"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "purchase" ADD CONSTRAINT "purchase_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "purchase" ADD CONSTRAINT "purchase_managed_account_id_fkey" FOREIGN KEY ("managed_account_id") REFERENCES "managed_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_version" ADD CONSTRAINT "agent_version_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent_version" ADD CONSTRAINT "agent_version_organization_id_agent_id_fkey" FOREIGN KEY ("organization_id", "agent_id") REFERENCES "agent"("organization_id", "id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- What the schema file cannot say.
ALTER TABLE "organization" ADD CONSTRAINT "organization_phone_numbers_used_check" CHECK ("phone_numbers_used" >= 0);
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_e164_check" CHECK ("phone_number" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "purchase" ADD CONSTRAINT "purchase_e164_check" CHECK ("phone_number" ~ '^\+[1-9][0-9]{6,14}$');
