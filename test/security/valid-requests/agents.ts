import { createAgent } from "@/prisma/factories";
import type { Tenant } from "@/test/security/callers";
import { newPhoneNumber } from "./phone-numbers";
import type { Prepare } from "./valid-request";

type Rest = { status: number; body?: unknown; foreign?: number };

const onAgent =
  (rest: Rest): Prepare =>
  async ({ id }: Tenant) => ({ ...rest, params: { agentId: (await createAgent(id)).id } });

/** An agent whose second version is a draft. */
const onDraft =
  (rest: Rest): Prepare =>
  async ({ id }: Tenant) => {
    const agent = await createAgent(id, { draft: true });
    return { ...rest, params: { agentId: agent.id, version: "2" } };
  };

export const agents: Record<string, Prepare> = {
  listAgents: async ({ id }) => {
    await createAgent(id);
    return { status: 200 };
  },
  createAgent: async () => ({ body: { name: "Front desk" }, status: 201 }),
  getAgent: onAgent({ status: 200 }),
  // Agent ids are per organization, so another organization's id is free here.
  putAgent: onAgent({ body: { name: "Night desk", active: true }, status: 200, foreign: 201 }),
  deleteAgent: onAgent({ status: 204 }),
  listAgentVersions: onAgent({ status: 200 }),
  getAgentConfigSchema: async () => ({ status: 200 }),
  compareAgentVersions: async ({ id }) => {
    const agent = await createAgent(id, { published: 2 });
    return { params: { agentId: agent.id }, body: { from_version: 1, to_version: 2 }, status: 200 };
  },
  createAgentVersion: onAgent({ body: { config: { greeting: "Hello." } }, status: 201 }),
  getAgentVersion: onDraft({ status: 200 }),
  putAgentVersion: onDraft({ body: { config: { greeting: "Good morning." } }, status: 200 }),
  publishAgentVersion: async (tenant) => {
    const agent = await createAgent(tenant.id, { draft: true });
    const { phoneNumber } = await newPhoneNumber(tenant);
    return {
      params: { agentId: agent.id, version: "2" },
      body: { phone_numbers: [phoneNumber], direction: "both" },
      status: 200,
    };
  },
};
