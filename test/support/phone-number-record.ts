import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

/** A number as the API returns it. */
export function phoneNumberRecord(differences: Partial<PhoneNumberRecord> = {}): PhoneNumberRecord {
  return {
    id: "5d0e0f0a-0000-4000-8000-0000000000ff",
    phone_number: "+14155550142",
    country_code: "US",
    phone_number_type: "local",
    locality: "San Francisco",
    region: "CA",
    trunk_id: "5d0e0f0a-0000-4000-8000-0000000000aa",
    managed_account_id: null,
    inbound_agent_version_id: null,
    outbound_agent_version_id: null,
    inbound_agent: null,
    outbound_agent: null,
    outbound_shareable: false,
    status: "active",
    release_at: null,
    monthly_price: null,
    capabilities: null,
    created_at: "2026-11-23T10:00:00.000Z",
    updated_at: "2026-11-23T10:00:00.000Z",
    ...differences,
  };
}
