import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";

type Agent = Awaited<ReturnType<typeof createAgent>>;

/** An agent whose first version is assigned to one side of the number. */
export async function assignedAgent(organizationId: string, numberId: string, side: "inbound" | "outbound") {
  const agent = await createAgent(organizationId);
  await assignAgent(numberId, side, agent);
  return agent;
}

export async function assignAgent(numberId: string, side: "inbound" | "outbound", { versions }: Agent): Promise<void> {
  const id = versions[0]?.id ?? null;
  const data = side === "inbound" ? { inboundAgentVersionId: id } : { outboundAgentVersionId: id };
  await system().transaction((tx) => tx.phoneNumber.update({ where: { id: numberId }, data }));
}
