import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { exportAuditEvents } from "@/lib/identity/audit/export-audit-events";
import { ExportAuditEventsQuery } from "@/lib/identity/audit/schemas";
import { readAudit } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "exportAuditEvents",
    tag: "Administration",
    summary: "Export audit events as CSV",
    scopes: readAudit,
    query: ExportAuditEventsQuery,
    responses: { 200: { description: "All events that match the filters, newest first.", csv: true } },
  },
  async ({ ctx, query }) => ({
    csv: await exportAuditEvents(ctx, query),
    headers: { "Content-Disposition": 'attachment; filename="activity.csv"' },
  }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
