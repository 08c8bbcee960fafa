export type Tenant = { id: string; apiKey: string; limit: number };

/** Organizations whose limits allow about three of four orders. Set the app's environment first. */
export async function createTenants(count: number, purchases: number): Promise<Tenant[]> {
  const { createApiKey, createOrganization } = await import("@/prisma/factories");
  const limit = Math.max(2, Math.floor((purchases / count) * 0.75));
  const tenants: Tenant[] = [];
  for (let index = 1; index <= count; index++) {
    const { id } = await createOrganization({ name: `Tenant ${index}`, plan: "enterprise", limit });
    tenants.push({ id, limit, apiKey: await createApiKey(id) });
  }
  return tenants;
}
