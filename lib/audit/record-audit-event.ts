import { type Actor, type Context, personBehind } from "@/lib/auth/actor";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { writeToOutbox } from "@/lib/webhooks/outbox";
import { webhookEventOf } from "@/lib/webhooks/webhook-event-of";
import type { AuditAction } from "./schemas";

/** Who acted, with what and from where: every Context is one, and so is what a job remembers of the request behind it. */
export type AuditSource = Pick<Context, "organizationId" | "credential" | "address" | "requestId"> & {
  actor: { kind: Actor["kind"]; id: string | null; userId?: string | null };
};

export type AuditEvent = {
  action: AuditAction;
  /** The id of what changed. */
  targetId: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
};

/**
 * In the transaction of the change itself: no change without its event, no event without its change. What webhooks may
 * ask for goes into their outbox as well.
 */
export async function recordAuditEvent(tx: Tx, source: AuditSource, event: AuditEvent): Promise<void> {
  await recordAuditEvents(tx, source, [event]);
}

/** The same for many changes at once, in two statements. */
export async function recordAuditEvents(tx: Tx, source: AuditSource, events: AuditEvent[]): Promise<void> {
  const { organizationId, actor, credential, address, requestId } = source;
  const who = { actorKind: actor.kind, actorId: actor.id, userId: personBehind(actor) };
  const data = events.map((event) => ({ ...event, ...who, organizationId, credential, address, requestId }));
  if (data.length === 0) return;
  const told = events.flatMap((event) => webhookEventOf(organizationId, event) ?? []);
  // Sent together: neither needs the other's answer.
  await Promise.all([tx.auditEvent.createMany({ data }), writeToOutbox(tx, told)]);
}

/** What nobody asked for just now. */
export function bySystem(organizationId: string, requestId: string): AuditSource {
  return { organizationId, actor: { kind: "system", id: null }, credential: null, address: null, requestId };
}
