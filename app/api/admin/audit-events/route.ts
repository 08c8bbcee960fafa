import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { listAuditEvents } from "@/lib/identity/audit/list-audit-events";
import { AuditEventPage, ListAuditEventsQuery } from "@/lib/identity/audit/schemas";
import { readAudit } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "listAuditEvents",
    tag: "Administration",
    summary: "List audit events",
    description: "Every change, with who made it, with which credential, from where, and the state before and after.",
    scopes: readAudit,
    query: ListAuditEventsQuery,
    responses: { 200: { description: "One page, newest first.", body: AuditEventPage } },
  },
  async ({ ctx, query }) => ({ body: await listAuditEvents(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
