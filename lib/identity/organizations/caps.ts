import type { Plan } from "@/lib/generated/prisma/client";
import type { Tx } from "@/lib/platform/db/db";
import { AppError } from "@/lib/platform/errors";

/** Number limits are in `phoneNumberLimits`, waiting imports in `acceptImport`. */
const caps = {
  api_keys: { most: 50, owner: "An organization", things: "API keys" },
  personal_access_tokens: { most: 50, owner: "A person", things: "personal access tokens" },
  open_invitations: { most: 100, owner: "An organization", things: "open invitations", end: "Revoke one first." },
  trunks: { most: 100, owner: "An organization", things: "trunks" },
  webhook_endpoints: { most: 20, owner: "An organization", things: "webhook endpoints" },
  agents: { most: 1_000, owner: "An organization", things: "agents" },
  agent_versions: {
    most: 200,
    owner: "An agent",
    things: "versions",
    end: "Change a version that is not published instead, or create another agent.",
  },
} satisfies Record<string, { most: number; owner: string; things: string; end?: string }>;

export type CapName = keyof typeof caps;

const capsOfPlan: Partial<Record<Plan, Partial<Record<CapName, number>>>> = {
  enterprise: { api_keys: 200, open_invitations: 500, trunks: 500, agents: 5_000 },
};

/** For all versions of one agent together: bytes of their configurations and builder inputs as text. */
export const MAX_AGENT_CONFIG_BYTES = 10 * 1024 * 1024;

export function capOf(name: CapName, plan?: Plan): number {
  return (plan && capsOfPlan[plan]?.[name]) ?? caps[name].most;
}

type Room = {
  ownerId: string;
  /** Null for a cap per user. */
  organizationId: string | null;
  count: () => Promise<number>;
};

/** Call in the transaction that adds one; concurrent calls count one after the other. Throws `action_not_possible`. */
export async function requireRoom(tx: Tx, name: CapName, { ownerId, organizationId, count }: Room): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`trunkline:cap:${name}:${ownerId}`}, 0))`;
  const plan = organizationId === null ? undefined : await planOf(tx, organizationId);
  const most = capOf(name, plan);
  if ((await count()) < most) return;
  const { owner, things, end = "Delete one first." } = { end: undefined, ...caps[name] };
  throw new AppError("action_not_possible", `${owner} has at most ${most.toLocaleString("en-US")} ${things}. ${end}`);
}

async function planOf(tx: Tx, organizationId: string): Promise<Plan | undefined> {
  const select = { plan: true } as const;
  return (await tx.organization.findUnique({ where: { id: organizationId }, select }))?.plan;
}
