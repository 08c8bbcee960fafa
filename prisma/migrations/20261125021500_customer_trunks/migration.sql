ALTER TABLE "trunk" ADD COLUMN "inbound_password" TEXT, ADD COLUMN "outbound_password" TEXT;

-- Nothing in it outlives a transaction, so nothing in it needs to outlive a crash.
CREATE UNLOGGED TABLE "number_lock" (
    "phone_number" TEXT NOT NULL,

    CONSTRAINT "number_lock_pkey" PRIMARY KEY ("phone_number")
);
