import { type AuditSource, bySystem } from "@/lib/audit/record-audit-event";

/** What the comparison with the carrier does by itself. */
export const byReconcile = (organizationId: string): AuditSource => bySystem(organizationId, "reconcile");
