import type { Actor } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

export type AuditEvent = {
  organizationId: string;
  actor: { kind: Actor["kind"]; id: string | null };
  requestId: string;
  action: "phone_number.purchased" | "phone_number.shareable_changed";
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
