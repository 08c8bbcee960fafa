import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

export type AuditEvent = {
  organizationId: string;
  actor: { kind: Actor["kind"]; id: string | null };
  requestId: string;
  action:
    | "phone_number.purchased"
    | "phone_number.shareable_changed"
    | "phone_number.unregistered"
    | "phone_number.forgotten"
    | "phone_number.release_requested"
    | "phone_number.restored"
    | "phone_number.release_stopped"
    | "phone_number.released"
    | "phone_number.rebound"
    | "phone_number.adopted"
    | "phone_number.lost_at_carrier"
    | "phone_number.returned"
    | "purchase.retried"
    | "organization.counter_repaired";
  /** The id of what changed. */
  targetId: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
};

/** In the transaction of the change itself: no change without its event, no event without its change. */
export async function recordAuditEvent(tx: Tx, event: AuditEvent): Promise<void> {
  const { actor, ...rest } = event;
  await tx.auditEvent.create({ data: { ...rest, actorKind: actor.kind, actorId: actor.id } });
}
