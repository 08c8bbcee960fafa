import type { AuditSource } from "@/lib/identity/audit/audit-event";
import { bySystem } from "@/lib/identity/audit/record-audit-event";

export const byReconcile = (organizationId: string): AuditSource => bySystem(organizationId, "reconcile");
