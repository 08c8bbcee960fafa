import { v7 as uuidv7 } from "uuid";
import { Prisma } from "@/lib/generated/prisma/client";
import { personBehind } from "@/lib/identity/actor";
import { execute, type Tx } from "@/lib/platform/db/db";
import type { AuditEvent, AuditSource } from "./audit-event";
import { writeToOutbox } from "./outbox";
import { outboxEventOf } from "./outbox-event-of";

/** Call in the transaction of the change, so neither exists without the other. Also fills the webhook outbox. */
export async function recordAuditEvent(tx: Tx, source: AuditSource, event: AuditEvent): Promise<void> {
  await recordAuditEvents(tx, source, [event]);
}

/** Uses two statements for any number of events. */
export async function recordAuditEvents(tx: Tx, source: AuditSource, events: AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  const told = events.flatMap((event) => outboxEventOf(source.organizationId, event) ?? []);
  // Sent together; neither depends on the other's result.
  await Promise.all([writeToTrail(tx, source, events), writeToOutbox(tx, told)]);
}

async function writeToTrail(tx: Tx, source: AuditSource, events: readonly AuditEvent[]): Promise<void> {
  const { organizationId, actor, credential, address, requestId } = source;
  // Version 7 keeps events of the same instant in order.
  const rows = events.map(({ targetId, ...event }) => ({ id: uuidv7(), target_id: targetId, ...event }));
  await execute(
    tx,
    Prisma.sql`
      INSERT INTO audit_event (id, organization_id, action, actor_kind, actor_id, user_id, credential, address, request_id,
                               target_id, before, after)
      SELECT id, ${organizationId}::uuid, action, ${actor.kind}::actor_kind, ${actor.id}, ${personBehind(actor)}::uuid,
             ${credential}, ${address}, ${requestId}, target_id, before, after
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS event (id uuid, action text, target_id text, before jsonb, after jsonb)`,
    { name: "write_to_trail" },
  );
}

/** For changes that no request triggered. */
export function bySystem(organizationId: string, requestId: string): AuditSource {
  return { organizationId, actor: { kind: "system", id: null }, credential: null, address: null, requestId };
}
