import type { Prepare } from "./valid-request";

export const organization: Record<string, Prepare> = {
  listAuditEvents: async () => ({ status: 200 }),
  exportAuditEvents: async () => ({ status: 200 }),
  getOrganization: async () => ({ status: 200 }),
  listMyScopes: async () => ({ status: 200 }),
};
