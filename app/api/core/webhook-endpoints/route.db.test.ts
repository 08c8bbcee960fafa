import { describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { WebhookEndpointPage, WebhookEndpointWithSecret } from "@/lib/webhooks/schemas";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { receiverHost } from "@/test/support/webhook-receiver";
import { GET, POST } from "./route";

const wanted = { url: `http://${receiverHost}:9/hooks`, events: ["phone_number.purchased"] };
const create = (token: string, body: unknown = wanted, headers = {}) => call(POST, { token, body, headers });
const list = (token: string, query = "") => call(GET, { token, path: `/core/webhook-endpoints?${query}` });

describe("POST /core/webhook-endpoints", () => {
  it("creates an endpoint and says its secret this once, to organizations:manage", async () => {
    const organization = await newOrganization();
    const key = await organization.keyWith("organizations:manage");
    const answer = await create(key);
    expect(answer.status).toBe(201);
    const { secret, ...endpoint } = WebhookEndpointWithSecret.parse(answer.json);
    expect(answer.headers.get("location")).toBe(`/core/webhook-endpoints/${endpoint.id}`);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(endpoint).toMatchObject({ ...wanted, description: null, enabled: true, disabled_reason: null });
    expect((await list(key)).json.data).toEqual([endpoint]);
  });

  it("needs organizations:manage: 403 naming it", async () => {
    const organization = await newOrganization();
    const { status, json } = await create(organization.viewerApiKey);
    expect([status, json.detail]).toEqual([403, "This requires the scope organizations:manage."]);
  });

  it("keeps the secret readable nowhere: not in the row, the audit trail, the stored answer", async () => {
    const organization = await newOrganization();
    const { json } = await create(organization.apiKey, wanted, { "Idempotency-Key": "once" });
    const bare = json.secret.replace("whsec_", "");
    const kept = await system().transaction(async (tx) => [
      await tx.webhookEndpoint.findMany({ where: { id: json.id } }),
      await tx.auditEvent.findMany({ where: { targetId: json.id } }),
      await tx.idempotencyKey.findMany({ where: { organizationId: organization.id } }),
    ]);
    expect(kept.map((rows) => rows.length)).toEqual([1, 1, 1]);
    expect(JSON.stringify(kept)).not.toContain(bare);
  });

  it("answers the same to the same Idempotency-Key, but for the secret", async () => {
    const organization = await newOrganization();
    const first = await create(organization.apiKey, wanted, { "Idempotency-Key": "once" });
    const second = await create(organization.apiKey, wanted, { "Idempotency-Key": "once" });
    expect(first.json.secret).toMatch(/^whsec_/);
    expect(second.json).toEqual({ ...first.json, secret: null });
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect((await list(organization.apiKey)).json.data).toHaveLength(1);
  });

  it.each([
    ["loopback", "https://127.0.0.1/hooks", "This address is private. Use a public one."],
    ["a cloud's metadata", "https://169.254.169.254/", "This address is private. Use a public one."],
    ["private in another spelling", "https://0x7f.1/", "This address is private. Use a public one."],
    ["plain http", "http://54.172.60.0/hooks", "Use HTTPS."],
    ["another scheme", "ftp://example.com/hooks", "Expected a URL such as https://example.com/webhooks."],
    ["user and password", "https://user:secret@54.172.60.0/", "Remove credentials from the URL."],
    ["a fragment", "https://54.172.60.0/#hooks", "Remove the #fragment from the URL."],
    ["no URL", "example.com", "Expected a URL such as https://example.com/webhooks."],
  ])("refuses %s: 422 naming the URL", async (_name, url, message) => {
    const organization = await newOrganization();
    const { status, json } = await create(organization.apiKey, { ...wanted, url });
    expect(status).toBe(422);
    expect(json.errors).toContainEqual({ path: "url", message });
  });

  it.each([
    ["an unknown event", { events: ["phone_number.exploded"] }, "events.0"],
    ["no event", { events: [] }, "events"],
    ["an event twice", { events: ["purchase.failed", "purchase.failed"] }, "events"],
    ["a secret of one's own", { secret: "whsec_x" }, "secret"],
  ])("refuses %s by name", async (_name, part, path) => {
    const organization = await newOrganization();
    const { status, json } = await create(organization.apiKey, { ...wanted, ...part });
    expect([status, json.errors[0].path]).toEqual([422, path]);
  });

  it("stops at twenty, however many come at once", async () => {
    const organization = await newOrganization();
    const statuses = (await Promise.all(Array.from({ length: 23 }, () => create(organization.apiKey)))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.filter((status) => status === 409)).toHaveLength(3);
  });
});

describe("GET /core/webhook-endpoints", () => {
  it("lists the organization's own, newest first, a page at a time", async () => {
    const [one, other] = [await newOrganization(), await newOrganization()];
    for (const description of ["first", "second", "third"]) await create(one.apiKey, { ...wanted, description });
    await create(other.apiKey);
    const page = WebhookEndpointPage.parse((await list(one.apiKey, "limit=2")).json);
    expect(page.data.map(({ description }) => description)).toEqual(["third", "second"]);
    const rest = (await list(one.apiKey, `limit=2&cursor=${page.pagination.next_cursor}`)).json;
    expect(rest.data.map(({ description }: { description: string }) => description)).toEqual(["first"]);
  });

  it("needs organizations:manage", async () => {
    const organization = await newOrganization();
    expect((await list(organization.viewerApiKey)).status).toBe(403);
  });
});
