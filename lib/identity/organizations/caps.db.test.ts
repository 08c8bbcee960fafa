import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { newTenant, ownersHeaders, type Tenant } from "@/test/security/callers";
import { addressOf, allOperations, type Operation } from "@/test/security/operations";
import type { ValidRequest } from "@/test/security/valid-requests/valid-request";
import { validRequestOf } from "@/test/security/valid-requests/valid-requests";
import { call } from "@/test/support/api";
import { asOwner } from "@/test/support/as-owner";
import { type CapName, capOf } from "./caps";

/** Every operation that may add a row: the cap that bounds it, or why it needs none. A new one has to say. */
const bounds: Record<string, CapName | { because: string }> = {
  createApiKey: "api_keys",
  createPersonalAccessToken: "personal_access_tokens",
  inviteMember: "open_invitations",
  createTrunk: "trunks",
  createWebhookEndpoint: "webhook_endpoints",
  createAgent: "agents",
  putAgent: "agents",
  createAgentVersion: "agent_versions",
  purchaseNumber: { because: "the plan limits numbers, and purchases are limited per minute" },
  registerPhoneNumber: { because: "the plan limits numbers" },
  importPhoneNumbers: { because: "the plan limits numbers; one runs, three wait, and so many an hour" },
  testWebhookEndpoint: { because: "events are deleted after some days, and requests are limited" },
  replayFailedWebhookDeliveries: { because: "changes deliveries that are there" },
  replayWebhookDelivery: { because: "changes a delivery that is there" },
  rotateWebhookSecret: { because: "changes an endpoint" },
  compareAgentVersions: { because: "reads" },
  publishAgentVersion: { because: "changes a version and numbers" },
  putAgentVersion: { because: "changes a version, whose agent's bytes are bounded" },
  updateTrunk: { because: "changes a trunk" },
  restorePhoneNumber: { because: "changes a number" },
  resolveFinding: { because: "ends a finding" },
  resendInvitation: { because: "changes an invitation" },
  sendVerificationMail: { because: "adds no row, and an address gets three mails a day" },
  changePassword: { because: "changes a person" },
  startSecondFactor: { because: "changes a person" },
  confirmSecondFactor: { because: "replaces the recovery codes" },
  renewRecoveryCodes: { because: "replaces the recovery codes" },
  removeSecondFactor: { because: "deletes" },
};

const adding = allOperations().filter(({ method }) => method === "POST" || method === "PUT");
const capped = adding.flatMap((operation) => {
  const bound = bounds[operation.name];
  return typeof bound === "string" ? [[operation.name, bound, operation] as const] : [];
});

/** As many as the cap allows, but for those that are there. */
const fill: Record<CapName, (tenant: Tenant, most: number, params: Record<string, string>) => string> = {
  api_keys: ({ id }, most) => `
    INSERT INTO api_key (id, organization_id, name, secret_hash)
    SELECT gen_random_uuid(), '${id}', 'Key', 'none'
    FROM generate_series(1, ${most} - (SELECT count(*)::int FROM api_key WHERE organization_id = '${id}'))`,
  personal_access_tokens: ({ admin }, most) => `
    INSERT INTO personal_access_token (id, user_id, name, secret_hash)
    SELECT gen_random_uuid(), '${admin.id}', 'Token', 'none'
    FROM generate_series(1, ${most} - (SELECT count(*)::int FROM personal_access_token WHERE user_id = '${admin.id}'))`,
  open_invitations: ({ id }, most) => `
    INSERT INTO invitation (id, organization_id, email, role, token_hash, expires_at)
    SELECT gen_random_uuid(), '${id}', n || '@example.com', 'viewer', '${id}' || n, now() + interval '1 day'
    FROM generate_series(1, ${most} - (SELECT count(*)::int FROM invitation WHERE organization_id = '${id}')) n`,
  trunks: ({ id }, most) => `
    INSERT INTO trunk (id, organization_id, name)
    SELECT gen_random_uuid(), '${id}', 'Trunk'
    FROM generate_series(1, ${most} - (SELECT count(*)::int FROM trunk WHERE organization_id = '${id}'))`,
  webhook_endpoints: ({ id }, most) => `
    INSERT INTO webhook_endpoint (id, organization_id, url, events, secret)
    SELECT gen_random_uuid(), '${id}', 'https://example.com', '{}', 'none'
    FROM generate_series(1, ${most} - (SELECT count(*)::int FROM webhook_endpoint WHERE organization_id = '${id}'))`,
  agents: ({ id }, most) => `
    INSERT INTO agent (id, organization_id, name)
    SELECT gen_random_uuid(), '${id}', 'Agent'
    FROM generate_series(1, ${most} - (SELECT count(*)::int FROM agent WHERE organization_id = '${id}'))`,
  agent_versions: ({ id }, most, { agentId }) => `
    INSERT INTO agent_version (id, organization_id, agent_id, version)
    SELECT gen_random_uuid(), '${id}', '${agentId}', 1000 + n
    FROM generate_series(1, ${most} - (SELECT count(*)::int FROM agent_version WHERE agent_id = '${agentId}')) n`,
};

async function send(operation: Operation, tenant: Tenant, { params = {}, query, body }: ValidRequest) {
  const { route, path, method } = operation;
  const headers = {
    ...(await ownersHeaders(operation, tenant)),
    ...(body !== undefined && { "Content-Type": "application/json" }),
  };
  return call(route, { method, path: addressOf(path, params, query), params, body, headers });
}

/** A request that adds one: a valid PUT of an agent replaces the one that was prepared. */
async function newThing(name: string, tenant: Tenant): Promise<ValidRequest> {
  const request = await validRequestOf(name)(tenant);
  return name === "putAgent" ? { ...request, params: { agentId: randomUUID() }, status: 201 } : request;
}

describe("every operation that may add a row", () => {
  it("names what bounds it", () => {
    expect(Object.keys(bounds).sort()).toEqual(adding.map(({ name }) => name).sort());
  });

  it.each(capped)("%s stops at the cap of %s: 409 with a sentence", async (name, cap, operation) => {
    const tenant = await newTenant();
    const first = await newThing(name, tenant);
    const most = capOf(cap, cap === "personal_access_tokens" ? undefined : "enterprise");
    await asOwner(`SET ROLE trunkline_system; ${fill[cap](tenant, most - 1, first.params ?? {})}`);
    const last = await send(operation, tenant, first);
    expect([last.status, last.json]).toEqual([first.status, expect.anything()]);
    const next: ValidRequest = {
      // To prepare another endpoint deletes those that are there.
      ...(cap === "webhook_endpoints" ? first : await newThing(name, tenant)),
      ...(cap === "agent_versions" && { params: first.params ?? {} }),
    };
    const { status, json } = await send(operation, tenant, next);
    expect([status, json.code]).toEqual([409, "action_not_possible"]);
    expect(json.detail).toMatch(new RegExp(`has at most ${most.toLocaleString("en-US")} .+\\. .+\\.$`));
  });

  it("is counted exactly also when many come at once", async () => {
    const tenant = await newTenant();
    const most = capOf("trunks", "enterprise");
    await asOwner(`SET ROLE trunkline_system; ${fill.trunks(tenant, most - 2, {})}`);
    const operation = adding.find(({ name }) => name === "createTrunk");
    if (!operation) throw new Error("There is no such operation.");
    const requests = await Promise.all(Array.from({ length: 6 }, () => validRequestOf("createTrunk")(tenant)));
    const answers = await Promise.all(requests.map((request) => send(operation, tenant, request)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
    const where = { organizationId: tenant.id };
    expect(await system().transaction((tx) => tx.trunk.count({ where }))).toBe(most);
  });
});

describe("a plan", () => {
  it("may have another cap than the others", () => {
    expect([capOf("trunks"), capOf("trunks", "free"), capOf("trunks", "enterprise")]).toEqual([100, 100, 500]);
  });
});
