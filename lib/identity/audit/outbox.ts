import { randomUUID } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import { execute, type Tx } from "@/lib/platform/db/db";
import type { OutboxEventType } from "./outbox-events";

export type OutboxEvent = { organizationId: string; type: OutboxEventType; data: Prisma.InputJsonObject };

/** Call in the transaction of the change. Events without subscribers are not stored. */
export async function writeToOutbox(tx: Tx, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ organizationId, type, data }) => {
    return { id: randomUUID(), organization_id: organizationId, type, data };
  });
  // The lock makes a concurrent endpoint deletion wait; an endpoint that was just deleted drops out.
  await execute(
    tx,
    Prisma.sql`
      WITH happened AS (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS event (id uuid, organization_id uuid, type text, data jsonb)
      ), wanted AS (
        SELECT happened.*, endpoint.id AS endpoint_id
        FROM happened
        JOIN webhook_endpoint endpoint ON endpoint.organization_id = happened.organization_id
                                      AND endpoint.enabled AND happened.type = ANY (endpoint.events)
        FOR KEY SHARE OF endpoint
      ), written AS (
        INSERT INTO webhook_event (id, organization_id, type, data)
        SELECT DISTINCT ON (id) id, organization_id, type, data FROM wanted
      )
      INSERT INTO webhook_delivery (id, organization_id, endpoint_id, event_id, give_up_at)
      SELECT gen_random_uuid(), organization_id, endpoint_id, id, now() + interval '24 hours' FROM wanted`,
    { name: "write_to_outbox" },
  );
}
