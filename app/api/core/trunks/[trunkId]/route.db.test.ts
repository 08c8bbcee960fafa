import { describe, expect, it } from "vitest";
import { decrypt } from "@/lib/platform/crypto/encryption";
import { system } from "@/lib/platform/db/system";
import { createTrunk } from "@/lib/trunks/create-trunk";
import { CreateTrunkBody } from "@/lib/trunks/schemas";
import { createPhoneNumbers } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { boughtNumber } from "@/test/support/bought-number";
import { freshNumber } from "@/test/support/fresh-number";
import { newOrganization } from "@/test/support/organization";
import { DELETE, GET, PUT } from "./route";

const login = { address: "54.172.60.0:5060", auth_username: "desk" };
const full = {
  name: "Office",
  inbound_config: { auth_username: "in", auth_password: "first in" },
  outbound_config: { ...login, auth_password: "first out" },
};

async function newTrunk() {
  const organization = await newOrganization();
  const trunk = await createTrunk(organization.ctx, CreateTrunkBody.parse(full));
  return { organization, trunk, params: { trunkId: trunk.id }, token: organization.apiKey };
}

async function managedTrunk() {
  const organization = await newOrganization();
  const { trunk } = await boughtNumber(organization);
  return { token: organization.apiKey, params: { trunkId: trunk.id } };
}

const put = (token: string, params: Record<string, string>, body: unknown, headers = {}) =>
  call(PUT, { method: "PUT", token, params, body, headers });
const remove = (token: string, params: Record<string, string>) => call(DELETE, { method: "DELETE", token, params });

async function passwordsOf(id: string) {
  const row = await system().transaction((tx) => tx.trunk.findUniqueOrThrow({ where: { id } }));
  return {
    inbound: row.inboundPassword && decrypt(row.inboundPassword, `trunk:${id}:inbound`),
    outbound: row.outboundPassword && decrypt(row.outboundPassword, `trunk:${id}:outbound`),
  };
}

const eventsOf = (targetId: string) =>
  system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId }, orderBy: { createdAt: "asc" } }));

describe("GET /core/trunks/{id}", () => {
  it("reads a trunk, to trunks:read and to trunks:manage alone", async () => {
    const { organization, trunk, params } = await newTrunk();
    const answer = await call(GET, { token: await organization.keyWith("trunks:read"), params });
    const { warnings, ...record } = trunk;
    expect(warnings).toEqual([]);
    expect([answer.status, answer.json]).toEqual([200, record]);
    expect(answer.headers.get("etag")).toBeTruthy();
    expect((await call(GET, { token: await organization.keyWith("agents:manage"), params })).status).toBe(403);
  });

  it("finds nothing of another organization", async () => {
    const { params } = await newTrunk();
    const { status, json } = await call(GET, { token: (await newOrganization()).apiKey, params });
    expect([status, json.detail]).toEqual([404, "The trunk was not found."]);
  });
});

describe("PUT /core/trunks/{id}", () => {
  it("replaces the trunk; what is left out goes back to its default", async () => {
    const { token, params, trunk } = await newTrunk();
    const { status, json } = await put(token, params, { name: "Branch", outbound_config: null });
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: trunk.id, name: "Branch", outbound_config: null });
    expect(json.inbound_config).toMatchObject({ auth_username: null, auth_password_set: false });
    expect(await passwordsOf(trunk.id)).toEqual({ inbound: null, outbound: null });
  });

  it("keeps a password that is left out, and takes a new one", async () => {
    const { token, params, trunk } = await newTrunk();
    const body = {
      name: "Renamed",
      inbound_config: { auth_username: "in", auth_password: "second in" },
      outbound_config: { ...login, address: "54.172.60.0:05060" },
    };
    const { status, json } = await put(token, params, body);
    expect([status, json.outbound_config.address, json.outbound_config.auth_password_set]).toEqual([
      200,
      "54.172.60.0:5060",
      true,
    ]);
    expect(await passwordsOf(trunk.id)).toEqual({ inbound: "second in", outbound: "first out" });
  });

  it.each([
    ["address", { address: "54.172.60.1:5060", auth_username: "desk" }],
    ["user name", { address: "54.172.60.0:5060", auth_username: "other" }],
    ["transport", { ...login, transport: "TCP" }],
    ["encryption", { ...login, media_encryption: "SRTP" }],
  ])("never sends a stored password with another %s", async (_what, outbound_config) => {
    const { token, params, trunk } = await newTrunk();
    const { status, json } = await put(token, params, { name: "Office", outbound_config });
    expect([status, json.errors[0].path]).toEqual([422, "outbound_config.auth_password"]);
    expect(await passwordsOf(trunk.id)).toEqual({ inbound: "first in", outbound: "first out" });
  });

  it("honours If-Match", async () => {
    const { token, params } = await newTrunk();
    const etag = (await call(GET, { token, params })).headers.get("etag") ?? "";
    expect((await put(token, params, { name: "First" }, { "If-Match": etag })).status).toBe(200);
    const { status, json } = await put(token, params, { name: "Second" }, { "If-Match": etag });
    expect([status, json.code]).toEqual([412, "precondition_failed"]);
  });

  it("refuses a managed trunk with 400", async () => {
    const { token, params } = await managedTrunk();
    const { status, json } = await put(token, params, { name: "Mine now" });
    expect([status, json.code]).toEqual([400, "managed_trunk"]);
  });

  it("refuses another organization's trunk, a private address and a missing scope", async () => {
    const { organization, params, token } = await newTrunk();
    expect((await put((await newOrganization()).apiKey, params, { name: "Mine" })).status).toBe(404);
    expect((await put(await organization.keyWith("trunks:read"), params, { name: "Mine" })).status).toBe(403);
    const outbound_config = { ...login, address: "192.168.1.1", auth_password: "x" };
    expect((await put(token, params, { name: "Mine", outbound_config })).json.detail).toBe(
      "outbound_config.address: This address is private. Use a public one.",
    );
  });

  it("tells the trail what changed, and that a password did, without saying it", async () => {
    const { organization, token, params, trunk } = await newTrunk();
    await put(token, params, { ...full, name: "Renamed", outbound_config: login });
    const [, event] = await eventsOf(trunk.id);
    expect(event).toMatchObject({
      action: "trunk.updated",
      organizationId: organization.id,
      before: { name: "Office" },
      after: { name: "Renamed", passwords_changed: true },
    });
    expect(JSON.stringify(event)).not.toContain("first");
  });
});

describe("DELETE /core/trunks/{id}", () => {
  it("deletes a trunk without numbers, and says so in the trail", async () => {
    const { token, params, trunk } = await newTrunk();
    expect((await remove(token, params)).status).toBe(204);
    expect((await remove(token, params)).status).toBe(404);
    expect((await eventsOf(trunk.id)).map(({ action }) => action)).toEqual(["trunk.created", "trunk.deleted"]);
  });

  it("keeps a trunk that has numbers: 409 with their count", async () => {
    const organization = await newOrganization();
    const [number] = await createPhoneNumbers(organization.id, [freshNumber()]);
    const { status, json } = await remove(organization.apiKey, { trunkId: number?.trunkId ?? "" });
    expect([status, json.code, json.phone_number_count]).toEqual([409, "trunk_in_use", 1]);
    expect(json.detail).toBe("1 phone number is still on this trunk. Move or remove it first.");
  });

  it("refuses a managed trunk with 400, another organization's with 404, and trunks:read with 403", async () => {
    const managed = await managedTrunk();
    expect((await remove(managed.token, managed.params)).json).toMatchObject({ status: 400, code: "managed_trunk" });
    const { organization, params } = await newTrunk();
    expect((await remove((await newOrganization()).apiKey, params)).status).toBe(404);
    expect((await remove(await organization.keyWith("trunks:read"), params)).status).toBe(403);
  });
});
