import type { Prepare } from "./valid-request";

export const organization: Record<string, Prepare> = {
  getOrganization: async () => ({ status: 200 }),
  listMyScopes: async () => ({ status: 200 }),
};
