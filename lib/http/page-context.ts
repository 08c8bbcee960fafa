import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Context, hasScope } from "@/lib/identity/actor";
import { purchaseScopes, readTrunks, takesCustomerNumbers } from "@/lib/identity/permissions";
import { type Scope, scopesOfRole } from "@/lib/identity/scopes";
import { findSession } from "@/lib/identity/sessions/find-session";
import { system } from "@/lib/platform/db/system";
import { clientAddressOf } from "@/lib/platform/network/client-address";

type OrganizationLink = { id: string; slug: string; name: string; plan: "free" | "smb" | "agency" | "enterprise" };

export type PageContext = {
  ctx: Context;
  user: { name: string; email: string };
  organization: OrganizationLink;
  organizations: OrganizationLink[];
  scopes: Scope[];
  canPurchase: boolean;
  canManageNumbers: boolean;
  canImport: boolean;
};

/** Undefined without a session. One query per request. */
export const getSignedInUser = cache(async () => {
  const session = await findSession(await cookies());
  if (!session) return undefined;
  const user = await system().read((tx) =>
    tx.user.findUnique({
      where: { id: session.userId },
      include: { memberships: { include: { organization: true }, orderBy: { organization: { name: "asc" } } } },
    }),
  );
  if (!user) return undefined;
  const memberships = user.memberships.map(({ role, organization: { id, slug, name, plan } }) => ({
    role,
    organization: { id, slug, name, plan },
  }));
  return {
    id: user.id,
    sessionId: session.sessionId,
    name: user.name,
    email: user.email,
    memberships,
    organizations: memberships.map((m) => m.organization),
  };
});

/** Redirects to sign-in without a session, and treats non-members as if the organization did not exist. */
export const getPageContext = cache(async (slug: string): Promise<PageContext> => {
  const user = await getSignedInUser();
  if (!user) redirect(`/sign-in?from=${encodeURIComponent(`/${slug}/phone-numbers`)}`);
  const membership = user.memberships.find(({ organization }) => organization.slug === slug);
  if (!membership) notFound();
  const scopes = [...scopesOfRole(membership.role)];
  const sent = await headers();
  const ctx: Context = {
    actor: { kind: "user", id: user.id, sessionId: user.sessionId },
    organizationId: membership.organization.id,
    scopes: new Set(scopes),
    credential: "session",
    address: clientAddressOf(sent),
    requestId: sent.get("x-request-id") ?? "page",
  };
  const canManageNumbers = hasScope(ctx, ["phone_numbers:manage"]);
  return {
    ctx,
    user: { name: user.name, email: user.email },
    organization: membership.organization,
    organizations: user.organizations,
    scopes,
    canPurchase: hasScope(ctx, purchaseScopes(ctx.actor)),
    canManageNumbers,
    // The import page offers the organization's trunks.
    canImport: canManageNumbers && hasScope(ctx, readTrunks) && takesCustomerNumbers(),
  };
});

export const getAccountContext = cache(async (): Promise<PageContext> => {
  const user = await getSignedInUser();
  if (!user) redirect("/sign-in");
  const [first] = user.organizations;
  if (!first) redirect("/");
  return getPageContext(first.slug);
});
