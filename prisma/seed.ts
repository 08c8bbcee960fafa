import { randomUUID } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import type { Plan } from "@/lib/generated/prisma/client";
import { scopesOfRole } from "@/lib/identity/scopes";
import { ensureDefaultAccount } from "@/lib/numbers/managed-accounts/ensure-default-account";
import { listPhoneNumbers } from "@/lib/numbers/phone-numbers/list-phone-numbers";
import { purchaseNumber } from "@/lib/numbers/purchase/purchase-number";
import { searchNumbers } from "@/lib/numbers/purchase/search-numbers";
import { closeDatabase } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { registerWorkflowsOf, stopEngine } from "@/lib/platform/jobs/engine";
import {
  addMember,
  createAgent,
  createApiKey,
  createOrganization,
  createPersonalAccessToken,
  createUser,
} from "./factories";

/*
 * Creates two organizations for trying out Trunkline. Their numbers are bought through the adapter. Running it again
 * creates nothing twice; users get new passwords and tokens, which go to SEED_OUTPUT.
 */

type Plot = {
  name: string;
  slug: string;
  plan: Plan;
  domain: string;
  agents: { name: string; description?: string; published: number; draft?: boolean }[];
  numbers: {
    areaCode: number;
    type?: "local" | "toll_free";
    inbound?: string;
    outbound?: string;
    shareable?: boolean;
  }[];
};

const northwind: Plot = {
  name: "Northwind Clinic",
  slug: "northwind",
  plan: "smb",
  domain: "northwind.example",
  agents: [
    { name: "Front desk", description: "Answers by day and books visits.", published: 4, draft: true },
    { name: "After hours", description: "Takes messages at night and on holidays.", published: 2 },
    { name: "Outbound sales", description: "Calls back whoever asked for an offer.", published: 7 },
    { name: "Billing", published: 1, draft: true },
  ],
  numbers: [
    { areaCode: 206, inbound: "After hours" },
    { areaCode: 512, inbound: "Front desk", outbound: "Outbound sales", shareable: true },
    { areaCode: 312 },
    { areaCode: 800, type: "toll_free", inbound: "Billing" },
    { areaCode: 646, inbound: "After hours", outbound: "Outbound sales", shareable: true },
    { areaCode: 628, inbound: "Front desk" },
  ],
};

const lakeside: Plot = {
  name: "Lakeside Dental",
  slug: "lakeside",
  plan: "free",
  domain: "lakeside.example",
  agents: [{ name: "Reception", published: 1, draft: true }],
  numbers: [{ areaCode: 773, inbound: "Reception" }],
};

async function plant(plot: Plot) {
  const { id, slug } = await createOrganization(plot);
  const admin = await createUser({ email: `admin@${plot.domain}`, name: "Avery Lindqvist" });
  const viewer = await createUser({ email: `viewer@${plot.domain}`, name: "Sam Okafor" });
  await addMember(id, admin.id, "admin");
  await addMember(id, viewer.id, "viewer");
  const ctx = {
    actor: { kind: "user" as const, id: admin.id },
    organizationId: id,
    scopes: new Set(scopesOfRole("admin")),
    credential: null,
    address: null,
    requestId: `seed-${randomUUID()}`,
  };
  const { data: owned } = await listPhoneNumbers(ctx, { limit: 1 });
  const isNew = (await system().transaction((tx) => tx.agent.count({ where: { organizationId: id } }))) === 0;
  if (isNew) for (const agent of plot.agents) await createAgent(id, agent);
  if (owned.length === 0) for (const number of plot.numbers) await plantNumber(ctx, number);
  return {
    organization: { id, slug },
    admin: { email: admin.email, password: admin.password },
    viewer: { email: viewer.email, password: viewer.password },
    api_key: await createApiKey(id, { name: "Demo" }),
    viewer_api_key: await createApiKey(id, { name: "Demo, read only", scopes: scopesOfRole("viewer") }),
    personal_access_token: await createPersonalAccessToken(admin.id, { name: "Demo" }),
  };
}

async function plantNumber(ctx: Parameters<typeof searchNumbers>[0], wish: Plot["numbers"][number]) {
  const query = {
    area_code: wish.areaCode,
    phone_number_type: wish.type ?? "local",
    country_code: "US",
    limit: 1,
  } as const;
  const [offer] = (await searchNumbers(ctx, "default", query)).data;
  if (!offer) throw new Error(`The carrier has no number in ${wish.areaCode}.`);
  const outcome = await purchaseNumber(ctx, "default", { phone_number: offer.phone_number }, null);
  if (outcome.status !== "completed") throw new Error(`${offer.phone_number} was not bought in time.`);
  const { organizationId } = ctx;
  await system().transaction(async (tx) => {
    const latest = async (name: string | undefined) =>
      name === undefined
        ? null
        : tx.agentVersion.findFirst({
            where: { organizationId, agent: { name }, published: true },
            orderBy: { version: "desc" },
          });
    const inbound = await latest(wish.inbound);
    const outbound = await latest(wish.outbound);
    await tx.phoneNumber.update({
      where: { id: outcome.number.id },
      data: {
        inboundAgentVersionId: inbound?.id ?? null,
        outboundAgentVersionId: outbound?.id ?? null,
        outboundShareable: wish.shareable ?? false,
      },
    });
  });
}

registerWorkflowsOf(() => import("@/lib/workflows"));
const managedAccountId = await ensureDefaultAccount();
const first = await plant(northwind);
const second = await plant(lakeside);
await stopEngine();
await closeDatabase();

const output = {
  ...first,
  managed_account_id: managedAccountId,
  second_organization: { ...second.organization, ...second, managed_account_id: managedAccountId },
};
const path = process.env.SEED_OUTPUT;
if (path) {
  writeFileSync(`${path}.new`, `${JSON.stringify(output, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
} else {
  console.log(JSON.stringify(output, null, 2));
}
