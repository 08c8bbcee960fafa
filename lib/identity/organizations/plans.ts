import type { Plan } from "@/lib/generated/prisma/client";

/** Numbers per plan. An organization's own limit overrides it. */
export const phoneNumberLimits: Record<Plan, number> = { free: 1, smb: 25, agency: 250, enterprise: 10_000 };

export function phoneNumberLimit(organization: { plan: Plan; phoneNumberLimitOverride: number | null }): number {
  return organization.phoneNumberLimitOverride ?? phoneNumberLimits[organization.plan];
}
