import { z } from "zod";

export const OrganizationRecord = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    plan: z.enum(["free", "smb", "agency", "enterprise"]),
    phone_number_limit: z.int(),
    phone_numbers_used: z.int(),
  })
  .meta({ id: "Organization" });
export type OrganizationRecord = z.infer<typeof OrganizationRecord>;
