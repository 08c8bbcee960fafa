import { type Actor, type Context, personBehind } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Who acted, with what and from where: every Context is one, and so is what a job remembers of the request behind it. */
export type AuditSource = Pick<Context, "organizationId" | "credential" | "address" | "requestId"> & {
  actor: { kind: Actor["kind"]; id: string | null; userId?: string | null };
};

export type AuditEvent = {
  action:
    | "phone_number.purchased"
    | "phone_number.registered"
    | "phone_number.imported"
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
    | "trunk.created"
    | "trunk.updated"
    | "trunk.deleted"
    | "purchase.retried"
    | "organization.counter_repaired";
  /** The id of what changed. */
  targetId: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
};

/** In the transaction of the change itself: no change without its event, no event without its change. */
export async function recordAuditEvent(tx: Tx, source: AuditSource, event: AuditEvent): Promise<void> {
  const { organizationId, actor, credential, address, requestId } = source;
  const who = { actorKind: actor.kind, actorId: actor.id, userId: personBehind(actor) };
  await tx.auditEvent.create({ data: { ...event, ...who, organizationId, credential, address, requestId } });
}

/** What nobody asked for just now. */
export function bySystem(organizationId: string, requestId: string): AuditSource {
  return { organizationId, actor: { kind: "system", id: null }, credential: null, address: null, requestId };
}
