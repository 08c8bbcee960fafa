import { randomUUID } from "node:crypto";
import { system } from "@/lib/platform/db/system";
import { createTrunk } from "@/prisma/factories";
import type { Tenant } from "@/test/security/callers";
import { newPhoneNumber, unusedNumber } from "./phone-numbers";
import type { Prepare } from "./valid-request";

const onTrunk =
  (rest: { status: number; body?: unknown }): Prepare =>
  async ({ id }: Tenant) => ({ ...rest, params: { trunkId: (await createTrunk(id)).id } });

/** An import that has ended. */
async function newImport({ id: organizationId }: Tenant): Promise<string> {
  const ended = { startedAt: new Date(), heartbeatAt: new Date(), finishedAt: new Date(), percent: 100 };
  const file = { fileBytes: 1, fileSha256: "0".repeat(64), dryRun: true };
  const data = {
    id: randomUUID(),
    organizationId,
    actorKind: "system",
    requestId: "security",
    ...file,
    ...ended,
  } as const;
  return (await system().transaction((tx) => tx.phoneNumberImport.create({ data }))).id;
}

export const trunks: Record<string, Prepare> = {
  listTrunks: async ({ id }) => {
    await createTrunk(id);
    return { status: 200 };
  },
  createTrunk: async () => ({
    body: { name: "Office", inbound_config: { auth_username: "trunk", auth_password: "a secret of the trunk's" } },
    status: 201,
  }),
  getTrunk: onTrunk({ status: 200 }),
  updateTrunk: onTrunk({ status: 200, body: { name: "Branch" } }),
  deleteTrunk: onTrunk({ status: 204 }),
  registerPhoneNumber: async (tenant) => {
    const { trunkId } = await newPhoneNumber(tenant);
    return { body: { phone_number: unusedNumber(), trunk_id: trunkId }, status: 201, foreign: 404 };
  },
  importPhoneNumbers: async (tenant) => {
    const { trunkId } = await newPhoneNumber(tenant);
    return { csv: `phone_number,trunk\n${unusedNumber()},${trunkId}\n`, status: 201, foreign: 422 };
  },
  listImports: async (tenant) => {
    await newImport(tenant);
    return { status: 200 };
  },
  getImport: async (tenant) => ({ params: { importId: await newImport(tenant) }, status: 200 }),
  exportPhoneNumbers: async (tenant) => {
    await newPhoneNumber(tenant);
    return { status: 200 };
  },
};
