import { randomUUID } from "node:crypto";
import type { Plan } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/identity/actor";
import { scopes as allScopes, type Scope, scopesOfRole } from "@/lib/identity/scopes";
import { addMember, createApiKey, createOrganization, createUser } from "@/prisma/factories";

/** A new organization with an admin, a viewer and their keys. */
export async function newOrganization(options: { plan?: Plan; limit?: number } = {}) {
  const organization = await createOrganization(options);
  const admin = await createUser();
  const viewer = await createUser();
  await addMember(organization.id, admin.id, "admin");
  await addMember(organization.id, viewer.id, "viewer");
  return {
    id: organization.id,
    slug: organization.slug,
    admin,
    viewer,
    apiKey: await createApiKey(organization.id),
    viewerApiKey: await createApiKey(organization.id, { scopes: scopesOfRole("viewer") }),
    /** A key with exactly these scopes. */
    keyWith: (...scopes: Scope[]) => createApiKey(organization.id, { scopes }),
    /** The context of the admin in a session. */
    ctx: contextOf(organization.id, admin.id),
  };
}

export function contextOf(organizationId: string, userId: string, scopes: readonly Scope[] = allScopes): Context {
  const caller = { actor: { kind: "user", id: userId }, credential: "session", address: "203.0.113.9" } as const;
  return { ...caller, organizationId, scopes: new Set(scopes), requestId: randomUUID() };
}
