import { type Context, requireScope } from "@/lib/identity/actor";
import { phoneNumberLimit } from "@/lib/identity/organizations/plans";
import type { OrganizationRecord } from "@/lib/identity/organizations/schemas";
import type { Scope } from "@/lib/identity/scopes";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import { accountHealth } from "./carrier-of";

/** A caller who may see numbers may also see the number limit. */
export const readOrganization: readonly Scope[] = [
  "phone_numbers:read",
  "phone_numbers:manage",
  "managed_accounts:read",
  "managed_accounts:manage",
  "organizations:manage",
];

/** Throws `forbidden`. */
export async function getOrganization(ctx: Context): Promise<OrganizationRecord> {
  requireScope(ctx, readOrganization);
  const [organization, account] = await tenant(ctx).read(async (tx) => [
    await tx.organization.findUnique({ where: { id: ctx.organizationId } }),
    await tx.managedAccount.findFirst({ where: { isDefault: true }, select: { id: true } }),
  ]);
  if (!organization) throw notFound("The organization");
  const { id, slug, name, plan, phoneNumbersUsed } = organization;
  return {
    id,
    slug,
    name,
    plan,
    phone_number_limit: phoneNumberLimit(organization),
    phone_numbers_used: phoneNumbersUsed,
    carrier_status: account && accountHealth(account.id).state !== "ok" ? "unavailable" : "ok",
  };
}
