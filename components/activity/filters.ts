import { AuditAction, type ExportAuditEventsQuery } from "@/lib/identity/audit/schemas";

/** As in the page's URL. Days are in UTC, both inclusive. */
export type ActivityFilters = { action: string; person: string; from: string; to: string };

export const noFilters: ActivityFilters = { action: "", person: "", from: "", to: "" };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const day = (text: string, time: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(`${text}T${time}Z`) : undefined;

/** Ignores invalid values from the URL. */
export function auditQueryOf({ action, person, from, to }: ActivityFilters): ExportAuditEventsQuery {
  return {
    action: AuditAction.safeParse(action).data,
    user_id: uuid.test(person) ? person : undefined,
    created_after: day(from, "00:00:00.000"),
    created_before: day(to, "23:59:59.999"),
  };
}

export function searchOf(filters: ActivityFilters, others: Record<string, string> = {}): string {
  const entries = Object.entries(auditQueryOf(filters)).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return [[name, value instanceof Date ? value.toISOString() : value]];
  });
  return new URLSearchParams({ ...Object.fromEntries(entries), ...others }).toString();
}
