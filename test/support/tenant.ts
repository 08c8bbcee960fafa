import { createPhoneNumbers } from "@/prisma/factories";
import { freshNumber } from "./fresh-number";
import { newOrganization } from "./organization";

/** An organization with one number. */
export async function newTenant() {
  const { id: organizationId } = await newOrganization({ plan: "enterprise" });
  const [number] = await createPhoneNumbers(organizationId, [freshNumber()]);
  if (!number) throw new Error("no number was made");
  return { organizationId, number };
}

export type Tenant = Awaited<ReturnType<typeof newTenant>>;
