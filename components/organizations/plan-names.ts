import type { OrganizationRecord } from "@/lib/identity/organizations/schemas";

export const planNames: Record<OrganizationRecord["plan"], string> = {
  free: "Free plan",
  smb: "SMB plan",
  agency: "Agency plan",
  enterprise: "Enterprise plan",
};
