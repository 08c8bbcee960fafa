import { z } from "zod";
import { listQuery, pageOf, Timestamp, Uuid } from "@/lib/platform/schemas";

/** Every action that the audit trail records. */
export const auditActions = [
  "phone_number.purchased",
  "phone_number.registered",
  "phone_number.imported",
  "phone_number.shareable_changed",
  "phone_number.assigned",
  "phone_number.unregistered",
  "phone_number.registration_ended",
  "phone_number.forgotten",
  "phone_number.release_requested",
  "phone_number.restored",
  "phone_number.release_stopped",
  "phone_number.released",
  "phone_number.rebound",
  "phone_number.adopted",
  "phone_number.lost_at_carrier",
  "phone_number.returned",
  "phone_number.loss_accepted",
  "phone_number.loss_ignored",
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
  "member.invited",
  "member.invitation_resent",
  "member.invitation_revoked",
  "member.joined",
  "member.role_changed",
  "member.removed",
  "api_key.created",
  "api_key.deleted",
  "personal_access_token.created",
  "personal_access_token.deleted",
  "account.signed_in",
  "account.sign_in_failed",
  "account.locked_out",
  "account.recovery_code_used",
  "account.identity_linked",
  "account.email_verified",
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
  .meta({ id: "AuditAction", description: "The event, prefixed with the kind of object." });
export type AuditAction = z.infer<typeof AuditAction>;

const Actor = z
  .object({
    kind: z.enum(["user", "api_key", "personal_access_token", "system"]),
    id: z.string().nullable(),
    user_id: z.uuid().nullable().meta({ description: "The person: of a session, or of a personal access token." }),
    name: z.string().nullable().meta({ description: "The person's name, or the key's; null for the system." }),
  })
  .meta({ id: "AuditActor", description: "Who did it." });

export const AuditEventRecord = z
  .object({
    id: z.uuid(),
    action: z
      .string()
      .meta({ description: "See AuditAction; older events may know others.", example: "member.removed" }),
    actor: Actor,
    credential: z
      .string()
      .nullable()
      .meta({ description: "Label of the credential used, kept after deletion.", example: "Deploy (ak_3f2b61c0…)" }),
    address: z.string().nullable().meta({ description: "Where the request came from.", example: "203.0.113.9" }),
    request_id: z.string().meta({ description: "The X-Request-Id of that request." }),
    target_id: z.string().meta({ description: "The id of what changed." }),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    created_at: Timestamp,
  })
  .meta({ id: "AuditEvent" });
export type AuditEventRecord = z.infer<typeof AuditEventRecord>;

export const AuditEventPage = pageOf(AuditEventRecord, "AuditEventPage");
export type AuditEventPage = z.infer<typeof AuditEventPage>;

/** A UUID may be in upper or lower case. */
const Id = z
  .string()
  .min(1)
  .max(100)
  .overwrite((text) => Uuid.safeParse(text).data ?? text);

const filters = {
  action: AuditAction.optional(),
  actor_id: Id.optional().meta({ description: "The id of a user, a key or a token." }),
  user_id: Uuid.optional().meta({ description: "Changes by this person, in the browser or with a token." }),
  target_id: Id.optional().meta({ description: "Changes to this object." }),
  created_after: listQuery.created_after,
  created_before: listQuery.created_before,
};

export const ListAuditEventsQuery = z.strictObject({ limit: listQuery.limit, cursor: listQuery.cursor, ...filters });
export type ListAuditEventsQuery = z.infer<typeof ListAuditEventsQuery>;

export const ExportAuditEventsQuery = z.strictObject(filters);
export type ExportAuditEventsQuery = z.infer<typeof ExportAuditEventsQuery>;
