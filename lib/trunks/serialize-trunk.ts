import type { Trunk } from "@/lib/generated/prisma/client";
import { InboundConfig, OutboundConfig, type TrunkRecord } from "./schemas";

/** Shows whether a password is set, never the password. */
export function serializeTrunk(row: Trunk): TrunkRecord {
  return {
    id: row.id,
    name: row.name,
    managed_account_id: row.managedAccountId,
    inbound_config: {
      ...InboundConfig.parse(row.inboundConfig),
      auth_password_set: row.inboundPassword !== null,
    },
    outbound_config: row.outboundConfig
      ? { ...OutboundConfig.parse(row.outboundConfig), auth_password_set: row.outboundPassword !== null }
      : null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
