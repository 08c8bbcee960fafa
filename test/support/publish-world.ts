import { POST } from "@/app/api/core/agents/[agentId]/versions/[version]/publish/route";
import type { PublishAgentVersionBody } from "@/lib/agents/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import { system } from "@/lib/platform/db/system";
import { createAgent } from "@/prisma/factories";
import { call } from "./api";
import { numbersFor } from "./numbers-for";
import { newOrganization } from "./organization";

export type Body = Partial<PublishAgentVersionBody>;

/** An organization with numbers and one agent whose last version is a draft. */
export async function world({ numbers = 3, published = 1, draft = true } = {}) {
  const organization = await newOrganization();
  const agent = await createAgent(organization.id, { name: "Front desk", published, draft });
  const rows = await numbersFor(organization.id, numbers);
  const names = rows.map(({ phoneNumber }) => phoneNumber);
  const version = (number: number) => agent.versions.find((row) => row.version === number)?.id ?? "";
  const publish = (number: number | "latest", body?: Body, token = organization.apiKey) => {
    const params = { agentId: agent.id, version: String(number) };
    return call(POST, { method: "POST", token, params, body });
  };
  return { organization, agent, rows, names, version, publish };
}

export const numberRow = (id = "") => system().transaction((tx) => tx.phoneNumber.findUniqueOrThrow({ where: { id } }));
export const setNumber = (id: string | undefined, data: Prisma.PhoneNumberUncheckedUpdateInput) =>
  system().transaction((tx) => tx.phoneNumber.update({ where: { id: id ?? "" }, data }));
export const isPublished = async (id: string) =>
  (await system().transaction((tx) => tx.agentVersion.findUniqueOrThrow({ where: { id } }))).published;
export const eventsOf = (organizationId: string) =>
  system().transaction((tx) => tx.auditEvent.findMany({ where: { organizationId }, orderBy: { id: "asc" } }));
