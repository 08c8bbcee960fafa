import { z } from "zod";

/** Everything that the audit trail can tell, one line each. A new verb adds its own here. */
export const auditActions = [
  "phone_number.purchased",
  "phone_number.registered",
  "phone_number.imported",
  "phone_number.shareable_changed",
  "phone_number.assigned",
  "phone_number.unregistered",
  "phone_number.forgotten",
  "phone_number.release_requested",
  "phone_number.restored",
  "phone_number.release_stopped",
  "phone_number.released",
  "phone_number.rebound",
  "phone_number.adopted",
  "phone_number.lost_at_carrier",
  "phone_number.returned",
  "purchase.retried",
  "agent.created",
  "agent.updated",
  "agent.deleted",
  "agent.version_created",
  "agent.version_updated",
  "agent.version_published",
  "trunk.created",
  "trunk.updated",
  "trunk.deleted",
  "webhook_endpoint.created",
  "webhook_endpoint.updated",
  "webhook_endpoint.deleted",
  "webhook_endpoint.disabled",
  "webhook_endpoint.secret_rotated",
  "webhook_endpoint.tested",
  "webhook_endpoint.replayed",
  "webhook_delivery.replayed",
  "api_key.created",
  "api_key.deleted",
  "personal_access_token.created",
  "personal_access_token.deleted",
  "account.password_changed",
  "account.second_factor_added",
  "account.second_factor_removed",
  "account.recovery_codes_renewed",
  "account.session_ended",
  "account.signed_out_everywhere",
  "organization.counter_repaired",
] as const;

export const AuditAction = z
  .enum(auditActions)
  .meta({ id: "AuditAction", description: "What happened, to what kind of thing." });
export type AuditAction = z.infer<typeof AuditAction>;
