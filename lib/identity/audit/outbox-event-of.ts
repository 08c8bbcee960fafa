import type { AuditEvent } from "./audit-event";
import type { OutboxEvent } from "./outbox";
import { type OutboxEventType, outboxEvents } from "./outbox-events";

type NumberAction = Extract<AuditEvent["action"], `phone_number.${string}`>;

/** The public event of each number action; null for internal ones. The type forces new actions to decide. */
const typeOf: Record<NumberAction, OutboxEventType | null> = {
  "phone_number.purchased": "phone_number.purchased",
  "phone_number.adopted": "phone_number.purchased",
  "phone_number.released": "phone_number.released",
  "phone_number.unregistered": "phone_number.released",
  "phone_number.registration_ended": "phone_number.released",
  "phone_number.forgotten": "phone_number.released",
  "phone_number.assigned": "phone_number.assigned",
  "phone_number.shareable_changed": "phone_number.shareable_changed",
  "phone_number.lost_at_carrier": "phone_number.lost_at_carrier",
  "phone_number.registered": null,
  "phone_number.imported": null,
  "phone_number.release_requested": null,
  "phone_number.restored": null,
  "phone_number.release_stopped": null,
  "phone_number.rebound": null,
  "phone_number.returned": null,
  "phone_number.loss_accepted": null,
  "phone_number.loss_ignored": null,
};

/** Returns undefined for actions that no endpoint can subscribe to. */
export function outboxEventOf(
  organizationId: string,
  { action, targetId, before, after }: AuditEvent,
): OutboxEvent | undefined {
  const type = isNumberAction(action) ? typeOf[action] : null;
  if (type === null) return undefined;
  const known = { ...before, ...after, phone_number_id: targetId };
  const members = outboxEvents[type].map((name) => [name, known[name as keyof typeof known] ?? null]);
  return { organizationId, type, data: Object.fromEntries(members) };
}

const isNumberAction = (action: string): action is NumberAction => Object.hasOwn(typeOf, action);
