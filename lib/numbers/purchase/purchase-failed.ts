import type { OutboxEvent } from "@/lib/identity/audit/outbox";

type FailedPurchase = { id: string; organizationId: string; phoneNumber: string };

/** A failure changes nothing that the audit trail records, but the organization may be waiting for the number. */
export function purchaseFailed(
  { id, organizationId, phoneNumber }: FailedPurchase,
  { code, detail }: { code: string; detail: string },
): OutboxEvent {
  const data = { purchase_id: id, phone_number: phoneNumber, error: { code, detail } };
  return { organizationId, type: "purchase.failed", data };
}
