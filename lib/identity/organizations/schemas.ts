import { z } from "zod";

export const OrganizationRecord = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    plan: z.enum(["free", "smb", "agency", "enterprise"]),
    phone_number_limit: z.int(),
    phone_numbers_used: z.int(),
    carrier_status: z.enum(["ok", "unavailable"]).meta({
      description: "`unavailable` while the carrier takes no orders; numbers you have are not affected.",
    }),
  })
  .meta({ id: "Organization" });
export type OrganizationRecord = z.infer<typeof OrganizationRecord>;
