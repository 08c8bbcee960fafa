import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decrypt } from "@/lib/platform/crypto/encryption";
import { system } from "@/lib/platform/db/system";
import { TrunkPage, TrunkRecord } from "@/lib/trunks/schemas";
import { createPhoneNumbers, createTrunk } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { GET, POST } from "./route";

const outbound = { address: "54.172.60.0:5060", auth_username: "desk", auth_password: "correct horse" };
const create = (token: string, body: unknown, headers = {}) => call(POST, { token, body, headers });
const list = (token: string, query = "") => call(GET, { token, path: `/core/trunks?${query}` });
const namesOf = (json: TrunkPage) => json.data.map(({ name }) => name);
const rowOf = (id: string) => system().transaction((tx) => tx.trunk.findUniqueOrThrow({ where: { id } }));

describe("POST /core/trunks", () => {
  it("creates a trunk with the documented defaults, to trunks:manage", async () => {
    const organization = await newOrganization();
    const answer = await create(await organization.keyWith("trunks:manage"), { name: " Office PBX " });
    expect(answer.status).toBe(201);
    const trunk = TrunkRecord.parse(answer.json);
    expect(answer.headers.get("location")).toBe(`/core/trunks/${trunk.id}`);
    expect(answer.headers.get("etag")).toBeTruthy();
    expect(trunk).toMatchObject({
      name: "Office PBX",
      managed_account_id: null,
      inbound_config: {
        enable_noise_cancellation: false,
        media_encryption: "NONE",
        allowed_addresses: [],
        auth_username: null,
        auth_password_set: false,
      },
      outbound_config: null,
    });
    expect((await rowOf(trunk.id)).organizationId).toBe(organization.id);
  });

  it("needs trunks:manage: 403 naming it", async () => {
    const organization = await newOrganization();
    const { status, json } = await create(await organization.keyWith("trunks:read"), { name: "Office" });
    expect([status, json.detail]).toEqual([403, "This requires the scope trunks:manage."]);
  });

  it("keeps passwords encrypted for their place, and never says them: not in the answer, not in the trail", async () => {
    const organization = await newOrganization();
    const { json } = await create(organization.apiKey, {
      name: "Office",
      inbound_config: { auth_username: "in", auth_password: "in secret", allowed_addresses: ["198.51.100.0/24"] },
      outbound_config: outbound,
    });
    expect(json.inbound_config).toMatchObject({ auth_username: "in", auth_password_set: true });
    expect(json.outbound_config).toEqual({
      address: "54.172.60.0:5060",
      auth_username: "desk",
      auth_password_set: true,
      transport: "UDP",
      media_encryption: "NONE",
    });
    const row = await rowOf(json.id);
    expect(decrypt(row.inboundPassword ?? "", `trunk:${row.id}:inbound`)).toBe("in secret");
    expect(decrypt(row.outboundPassword ?? "", `trunk:${row.id}:outbound`)).toBe("correct horse");
    expect(() => decrypt(row.outboundPassword ?? "", `trunk:${row.id}:inbound`)).toThrow();
    const [event] = await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: row.id } }));
    expect(event).toMatchObject({ action: "trunk.created", organizationId: organization.id });
    const told = JSON.stringify([json, event, row.inboundConfig, row.outboundConfig]);
    expect(told).not.toMatch(/in secret|correct horse/);
    expect(told).not.toContain(row.outboundPassword);
  });

  it.each([
    ["name", { name: "  " }],
    ["organization_id", { name: "Office", organization_id: randomUUID() }],
    ["inbound_config.allowed_addresses.0", { inbound_config: { allowed_addresses: ["198.51.100.7"] } }],
    ["inbound_config.auth_username", { inbound_config: { auth_password: "secret" } }],
    ["inbound_config.auth_password", { inbound_config: { auth_username: "desk" } }],
    ["inbound_config.media_encryption", { inbound_config: { media_encryption: "TLS" } }],
    ["outbound_config.auth_password", { outbound_config: { ...outbound, auth_password: undefined } }],
    ["outbound_config.auth_username", { outbound_config: { ...outbound, auth_username: "two words" } }],
    ["outbound_config.transport", { outbound_config: { ...outbound, transport: "SCTP" } }],
    ["outbound_config.address", { outbound_config: { ...outbound, address: "sip:sip.example.com" } }],
    ["outbound_config.address", { outbound_config: { ...outbound, address: "desk@sip.example.com" } }],
    ["outbound_config.address", { outbound_config: { ...outbound, address: "10.0.0.5:5060" } }],
    ["outbound_config.address", { outbound_config: { ...outbound, address: "169.254.169.254" } }],
    ["outbound_config.address", { outbound_config: { ...outbound, address: "[::ffff:127.0.0.1]:5060" } }],
    ["outbound_config.address", { outbound_config: { ...outbound, address: "localhost:5060" } }],
  ])("names %s when it is wrong, and writes nothing", async (path, body) => {
    const organization = await newOrganization();
    const { status, json } = await create(organization.apiKey, { name: "Office", ...body });
    expect([status, json.code, json.errors[0].path]).toEqual([422, "validation_failed", path]);
    expect((await list(organization.apiKey)).json.data).toEqual([]);
  });

  it("creates once under one Idempotency-Key", async () => {
    const organization = await newOrganization();
    const key = { "Idempotency-Key": randomUUID() };
    const first = await create(organization.apiKey, { name: "Office", outbound_config: outbound }, key);
    const again = await create(organization.apiKey, { name: "Office", outbound_config: outbound }, key);
    expect(again.json).toEqual(first.json);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect((await list(organization.apiKey)).json.data).toHaveLength(1);
  });
});

describe("GET /core/trunks", () => {
  it("lists the organization's trunks, newest first, with how many numbers are on each", async () => {
    const organization = await newOrganization();
    await createPhoneNumbers(organization.id, [freshNumber(), freshNumber()]);
    await createTrunk(organization.id, { name: "Empty trunk" });
    const { status, json } = await list(await organization.keyWith("trunks:read"));
    expect(status).toBe(200);
    expect(TrunkPage.parse(json).data.map((trunk) => [trunk.name, trunk.phone_number_count])).toEqual([
      ["Empty trunk", 0],
      ["Office trunk", 2],
    ]);
  });

  it("needs trunks:read or trunks:manage", async () => {
    const organization = await newOrganization();
    const { status, json } = await list(await organization.keyWith("phone_numbers:manage"));
    expect([status, json.detail]).toEqual([403, "This requires the scope trunks:read or trunks:manage."]);
  });

  it("never shows another organization's trunks", async () => {
    const [mine, theirs] = [await newOrganization(), await newOrganization()];
    await createTrunk(theirs.id);
    expect((await list(mine.apiKey)).json.data).toEqual([]);
  });

  it("filters by a part of the name in either case, with % and _ as they stand", async () => {
    const organization = await newOrganization();
    for (const name of ["Berlin PBX", "100% cover", "Lisbon"]) await createTrunk(organization.id, { name });
    expect(namesOf((await list(organization.apiKey, "name=pbx")).json)).toEqual(["Berlin PBX"]);
    expect(namesOf((await list(organization.apiKey, "name=%25")).json)).toEqual(["100% cover"]);
    expect(namesOf((await list(organization.apiKey, "name=_")).json)).toEqual([]);
  });

  it("filters by instants, pages by cursor, and refuses what it does not know", async () => {
    const organization = await newOrganization();
    for (const name of ["One", "Two", "Three"]) await createTrunk(organization.id, { name });
    const first = await list(organization.apiKey, "limit=2");
    const rest = await list(organization.apiKey, `limit=2&cursor=${first.json.pagination.next_cursor}`);
    expect([...namesOf(first.json), ...namesOf(rest.json)]).toEqual(["Three", "Two", "One"]);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect((await list(organization.apiKey, `created_after=${tomorrow}`)).json.data).toEqual([]);
    expect((await list(organization.apiKey, `updated_before=${tomorrow}`)).json.data).toHaveLength(3);
    expect((await list(organization.apiKey, "kind=managed")).json.errors[0].path).toBe("kind");
  });
});
