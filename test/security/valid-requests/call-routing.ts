import { system } from "@/lib/platform/db/system";
import { createAgent, createTrunk } from "@/prisma/factories";
import type { Tenant } from "@/test/security/callers";
import { newPhoneNumber } from "./phone-numbers";
import type { Prepare } from "./valid-request";

/** In service in both directions. */
async function newRoutedNumber(tenant: Tenant) {
  const [version] = (await createAgent(tenant.id)).versions;
  const { id: trunkId } = await createTrunk(tenant.id, { dialsOut: true });
  const { id } = await newPhoneNumber(tenant);
  const data = { trunkId, inboundAgentVersionId: version?.id, outboundAgentVersionId: null };
  return system().transaction((tx) => tx.phoneNumber.update({ where: { id }, data }));
}

export const callRouting: Record<string, Prepare> = {
  getOutboundNumber: async (tenant) => {
    const { phoneNumber } = await newRoutedNumber(tenant);
    return { query: { agent_number: phoneNumber }, status: 200 };
  },
  getInboundAgent: async (tenant) => {
    const { phoneNumber } = await newRoutedNumber(tenant);
    return { query: { phone_number: phoneNumber }, status: 200, foreign: 404 };
  },
};
