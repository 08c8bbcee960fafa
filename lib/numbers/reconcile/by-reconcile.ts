import type { AuditSource } from "@/lib/identity/audit/audit-event";
import { bySystem } from "@/lib/identity/audit/record-audit-event";

/** What the comparison with the carrier does by itself. */
export const byReconcile = (organizationId: string): AuditSource => bySystem(organizationId, "reconcile");
