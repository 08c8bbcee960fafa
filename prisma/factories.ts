import { randomBytes } from "node:crypto";
import type { Plan } from "@/lib/generated/prisma/client";
import { hashPassword } from "@/lib/identity/credentials/passwords";
import { type Role, type Scope, scopesOfRole } from "@/lib/identity/scopes";
import { newToken } from "@/lib/identity/tokens";
import { system } from "@/lib/platform/db/system";

/* Shared by the seed, the tests, and the browser tests. */

const suffix = () => randomBytes(4).toString("hex");

export function createOrganization({
  name = "Northwind Clinic",
  slug = `org-${suffix()}`,
  plan = "smb",
  limit = null,
}: {
  name?: string;
  slug?: string;
  plan?: Plan;
  limit?: number | null;
} = {}) {
  const data = { name, slug, plan, phoneNumberLimitOverride: limit };
  return system().transaction((tx) => tx.organization.upsert({ where: { slug }, create: data, update: {} }));
}

/** Creates a user and returns the password. An existing address gets a new password. */
export async function createUser({
  email = `user-${suffix()}@example.com`,
  name = "Robin Ames",
  emailVerified = true,
}: {
  email?: string;
  name?: string;
  emailVerified?: boolean;
} = {}) {
  const password = randomBytes(9).toString("base64url");
  const passwordHash = await hashPassword(password);
  const emailVerifiedAt = emailVerified ? new Date() : null;
  const create = { email, name, passwordHash, emailVerifiedAt };
  const user = await system().transaction((tx) =>
    tx.user.upsert({ where: { email }, create, update: { passwordHash } }),
  );
  return { id: user.id, email, name, password };
}

export function addMember(organizationId: string, userId: string, role: Role) {
  return system().transaction((tx) =>
    tx.membership.upsert({
      where: { organizationId_userId: { organizationId, userId } },
      create: { organizationId, userId, role },
      update: { role },
    }),
  );
}

/** Returns the text that a client sends. */
export async function createApiKey(
  organizationId: string,
  { name = "Key", scopes = scopesOfRole("admin"), expiresAt = null }: TokenOptions = {},
): Promise<string> {
  const { id, secretHash, text } = newToken("ak");
  await system().transaction((tx) =>
    tx.apiKey.create({ data: { id, organizationId, name, secretHash, scopes: [...scopes], expiresAt } }),
  );
  return text;
}

/** Returns the text that a client sends. Without `scopes`, the token may do whatever its user may. */
export async function createPersonalAccessToken(
  userId: string,
  { name = "Token", scopes, expiresAt = null }: TokenOptions = {},
): Promise<string> {
  const { id, secretHash, text } = newToken("pat");
  const narrowed = scopes !== undefined;
  await system().transaction((tx) =>
    tx.personalAccessToken.create({
      data: { id, userId, name, secretHash, scopes: [...(scopes ?? [])], narrowed, expiresAt },
    }),
  );
  return text;
}

type TokenOptions = { name?: string; scopes?: readonly Scope[]; expiresAt?: Date | null };

/** Creates an agent with `published` versions 1…n and, optionally, a draft after them. */
export function createAgent(
  organizationId: string,
  {
    name = "Front desk",
    description,
    published = 1,
    draft = false,
  }: { name?: string; description?: string; published?: number; draft?: boolean } = {},
) {
  const count = published + (draft ? 1 : 0);
  const startedAt = Date.now() - count * 1_000;
  const versions = Array.from({ length: count }, (_, index) => {
    const at = new Date(startedAt + index * 1_000);
    const config = { greeting: `Hello from ${name}.`, voice: "calm", temperature: 0.2 };
    return { version: index + 1, published: index < published, config, createdAt: at, updatedAt: at };
  });
  return system().transaction(async (tx) => {
    const agent = await tx.agent.create({ data: { organizationId, name, description } });
    await tx.agentVersion.createMany({
      data: versions.map((version) => ({ ...version, organizationId, agentId: agent.id })),
    });
    return tx.agent.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: agent.id } },
      include: { versions: { orderBy: { version: "desc" } } },
    });
  });
}

/** Creates a customer-owned trunk, for numbers that were not bought here. */
export function createTrunk(
  organizationId: string,
  { name = "Office trunk", dialsOut = false }: { name?: string; dialsOut?: boolean } = {},
) {
  const outboundConfig = { address: "sip.example.com", auth_username: "office", transport: "UDP" };
  const data = { organizationId, name, ...(dialsOut && { outboundConfig }) };
  return system().transaction((tx) => tx.trunk.create({ data }));
}

/** Adds numbers to a customer-owned trunk and counts them. For directory tests; bought numbers come from a purchase. */
export async function createPhoneNumbers(organizationId: string, phoneNumbers: string[]) {
  const trunk = await createTrunk(organizationId);
  const startedAt = Date.now() - phoneNumbers.length * 1_000;
  return system().transaction(async (tx) => {
    const data = phoneNumbers.map((phoneNumber, index) => {
      const at = new Date(startedAt + index * 1_000);
      const fixed = { countryCode: "US", phoneNumberType: "local" as const, createdAt: at, updatedAt: at };
      return { organizationId, trunkId: trunk.id, phoneNumber, ...fixed };
    });
    const phoneNumbersUsed = { increment: phoneNumbers.length };
    await tx.organization.update({ where: { id: organizationId }, data: { phoneNumbersUsed } });
    return tx.phoneNumber.createManyAndReturn({ data });
  });
}
