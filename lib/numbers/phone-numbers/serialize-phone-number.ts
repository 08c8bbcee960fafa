import type { Prisma } from "@/lib/generated/prisma/client";
import type { Money, PhoneNumberRecord } from "./schemas";

const version = { select: { version: true, agent: { select: { id: true, name: true } } } } as const;

export const withAgents = { inboundAgentVersion: version, outboundAgentVersion: version } as const;

export type PhoneNumberRow = Prisma.PhoneNumberGetPayload<{ include: typeof withAgents }>;

export type ShownNumber = Omit<
  PhoneNumberRow,
  | "carrierNumberId"
  | "purchaseId"
  | "releaseBegunAt"
  | "releaseProblem"
  | "releaseRetryAt"
  | "keptInboundAgentVersionId"
  | "keptOutboundAgentVersionId"
>;

/** The only place that maps between the database's and the API's case. */
export function serializePhoneNumber(row: ShownNumber): PhoneNumberRecord {
  return {
    id: row.id,
    phone_number: row.phoneNumber,
    country_code: row.countryCode,
    phone_number_type: row.phoneNumberType,
    locality: row.locality,
    region: row.region,
    trunk_id: row.trunkId,
    managed_account_id: row.managedAccountId,
    inbound_agent_version_id: row.inboundAgentVersionId,
    outbound_agent_version_id: row.outboundAgentVersionId,
    inbound_agent: assignedAgent(row.inboundAgentVersion),
    outbound_agent: assignedAgent(row.outboundAgentVersion),
    outbound_shareable: row.outboundShareable,
    status: row.status as PhoneNumberRecord["status"],
    release_at: row.releaseAt?.toISOString() ?? null,
    monthly_price: serializeMoney(row.monthlyPrice, row.monthlyPriceCurrency),
    capabilities: serializeCapabilities(row),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

function serializeCapabilities({ voiceEnabled: voice, smsEnabled: sms, mmsEnabled: mms }: ShownNumber) {
  return voice === null || sms === null || mms === null ? null : { voice, sms, mms };
}

/** Keeps at least two decimals, as prices are written. */
export function serializeMoney(amount: Prisma.Decimal | null, currency: string | null): Money | null {
  if (amount === null || currency === null) return null;
  return { amount: amount.toFixed(Math.max(2, amount.decimalPlaces())), currency };
}

function assignedAgent(version: PhoneNumberRow["inboundAgentVersion"]) {
  return version && { agent_id: version.agent.id, name: version.agent.name, version: version.version };
}
