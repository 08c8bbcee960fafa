import { createTrunk } from "@/prisma/factories";
import type { Tenant } from "@/scripts/security/callers";
import { newPhoneNumber, unusedNumber } from "./phone-numbers";
import type { Prepare } from "./valid-request";

const onTrunk =
  (rest: { status: number; body?: unknown }): Prepare =>
  async ({ id }: Tenant) => ({ ...rest, params: { trunkId: (await createTrunk(id)).id } });

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
  exportPhoneNumbers: async (tenant) => {
    await newPhoneNumber(tenant);
    return { status: 200 };
  },
};
