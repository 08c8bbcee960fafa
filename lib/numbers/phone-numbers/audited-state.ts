import type { PhoneNumber } from "@/lib/generated/prisma/client";

export function auditedState(
  row: Pick<
    PhoneNumber,
    "phoneNumber" | "status" | "releaseAt" | "inboundAgentVersionId" | "outboundAgentVersionId" | "outboundShareable"
  >,
) {
  return {
    phone_number: row.phoneNumber,
    status: row.status,
    release_at: row.releaseAt?.toISOString() ?? null,
    inbound_agent_version_id: row.inboundAgentVersionId,
    outbound_agent_version_id: row.outboundAgentVersionId,
    outbound_shareable: row.outboundShareable,
  };
}
