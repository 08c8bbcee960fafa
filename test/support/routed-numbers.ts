import type { Prisma } from "@/lib/generated/prisma/client";
import { system } from "@/lib/platform/db/system";
import { createAgent, createTrunk } from "@/prisma/factories";
import { freshNumber } from "./fresh-number";
import { newOrganization } from "./organization";

type Columns = Partial<Prisma.PhoneNumberUncheckedCreateInput>;

/** An organization with an outbound trunk, and functions that add numbers, each newer than the one before. */
export async function newSwitchboard() {
  const organization = await newOrganization({ plan: "enterprise" });
  const trunk = await createTrunk(organization.id, { dialsOut: true });
  const start = Date.now() - 3_600_000;
  let made = 0;
  const addNumber = async (columns: Columns = {}) => {
    const createdAt = new Date(start + made++ * 1_000);
    const fixed = { organizationId: organization.id, countryCode: "US", phoneNumberType: "local", createdAt } as const;
    const data = { ...fixed, trunkId: trunk.id, phoneNumber: freshNumber(), ...columns };
    return (await system().transaction((tx) => tx.phoneNumber.create({ data }))).phoneNumber;
  };
  /** Its versions, the first one first. */
  const addAgent = async (options: Parameters<typeof createAgent>[1] = {}) => {
    const agent = await createAgent(organization.id, options);
    return { id: agent.id, name: agent.name, versions: agent.versions.map(({ id }) => id).reverse() };
  };
  return { organization, trunk, addNumber, addAgent };
}
