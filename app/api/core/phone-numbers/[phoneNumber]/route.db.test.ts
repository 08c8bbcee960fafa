import { describe, expect, it } from "vitest";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { createPhoneNumbers } from "@/prisma/factories";
import { call, sessionCookie } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { GET, PATCH } from "./route";

let next = 0;
async function owned() {
  const organization = await newOrganization();
  const [row] = await createPhoneNumbers(organization.id, [`+1628555${String(3000 + next++)}`]);
  if (!row) throw new Error("no number made");
  return { organization, row, params: { phoneNumber: row.phoneNumber } };
}

describe("GET /core/phone-numbers/{phone_number}", () => {
  it("reads a number, written with +, %2B or neither", async () => {
    const { organization, row } = await owned();
    for (const phoneNumber of [row.phoneNumber, encodeURIComponent(row.phoneNumber), row.phoneNumber.slice(1)]) {
      const { status, json } = await call(GET, { token: organization.viewerApiKey, params: { phoneNumber } });
      expect([status, json.id]).toEqual([200, row.id]);
    }
  });

  it("needs phone_numbers:read or :manage", async () => {
    const { organization, params } = await owned();
    expect((await call(GET, { token: await organization.keyWith("trunks:manage"), params })).status).toBe(403);
  });

  it("of another organization is 404, never 403", async () => {
    const { params } = await owned();
    const stranger = await newOrganization();
    const { status, json } = await call(GET, { token: stranger.apiKey, params });
    expect([status, json.detail]).toEqual([404, "The phone number was not found."]);
  });

  it.each(["nonsense", "%E0%A4%A", "+1", "' OR 1=1", "\u0000"])("that is %j is 404", async (phoneNumber) => {
    const organization = await newOrganization();
    expect((await call(GET, { token: organization.apiKey, params: { phoneNumber } })).status).toBe(404);
  });
});

describe("PATCH /core/phone-numbers/{phone_number}", () => {
  const share = (token: string, params: Record<string, string>, body: unknown, headers = {}) =>
    call(PATCH, { token, params, body, headers });

  it("shares the number, moves updated_at and writes the audit trail", async () => {
    const { organization, row, params } = await owned();
    const { status, json } = await share(organization.apiKey, params, { outbound_shareable: true });
    expect([status, json.outbound_shareable]).toEqual([200, true]);
    expect(Date.parse(json.updated_at)).toBeGreaterThan(row.updatedAt.getTime());
    expect((await call(GET, { token: organization.apiKey, params })).json).toEqual(json);
    const events = await system().transaction((tx) => tx.auditEvent.findMany({ where: { targetId: row.id } }));
    expect(events).toMatchObject([
      {
        action: "phone_number.shareable_changed",
        organizationId: organization.id,
        before: { outbound_shareable: false },
        after: { outbound_shareable: true },
      },
    ]);
  });

  it("with the value it has already changes nothing", async () => {
    const { organization, row, params } = await owned();
    const { json } = await share(organization.apiKey, params, { outbound_shareable: false });
    expect(json.updated_at).toBe(row.updatedAt.toISOString());
    expect(await system().transaction((tx) => tx.auditEvent.count({ where: { targetId: row.id } }))).toBe(0);
  });

  it("needs phone_numbers:manage", async () => {
    const { organization, params } = await owned();
    const { status, json } = await share(organization.viewerApiKey, params, { outbound_shareable: true });
    expect([status, json.detail]).toEqual([403, "This requires the scope phone_numbers:manage."]);
  });

  it("of another organization is 404 and changes nothing", async () => {
    const { organization, params } = await owned();
    const stranger = await newOrganization();
    expect((await share(stranger.apiKey, params, { outbound_shareable: true })).status).toBe(404);
    expect((await call(GET, { token: organization.apiKey, params })).json.outbound_shareable).toBe(false);
  });

  it.each([
    [{ outbound_shareable: true, trunk_id: "x" }, "trunk_id"],
    [{ outbound_shareable: true, phone_number: "+14155550100" }, "phone_number"],
    [{ outbound_shareable: "yes" }, "outbound_shareable"],
    [{ outbound_shareable: null }, "outbound_shareable"],
    [{}, "outbound_shareable"],
  ])("refuses %j: 422 naming the member", async (body, member) => {
    const { organization, params } = await owned();
    const { status, json } = await share(organization.apiKey, params, body);
    expect([status, json.code, json.errors[0].path]).toEqual([422, "validation_failed", member]);
  });

  it("refuses a body that is no JSON, none, too large or of another type", async () => {
    const { organization, params } = await owned();
    const json = { "Content-Type": "application/json" };
    const ask = async (body: string, headers: Record<string, string>) =>
      (await call(PATCH, { token: organization.apiKey, params, body, headers })).status;
    expect(await ask("{", json)).toBe(400);
    expect(await ask("", json)).toBe(400);
    expect(await ask(`{"outbound_shareable":true,"x":"${"x".repeat(65 * 1024)}"}`, json)).toBe(413);
    expect(await ask("outbound_shareable=true", { "Content-Type": "application/x-www-form-urlencoded" })).toBe(415);
  });

  it("with an If-Match that still matches goes through, and no second time", async () => {
    const { organization, params } = await owned();
    const etag = (await call(GET, { token: organization.apiKey, params })).headers.get("etag") ?? "";
    const first = await share(organization.apiKey, params, { outbound_shareable: true }, { "If-Match": etag });
    expect(first.status).toBe(200);
    expect(first.headers.get("etag")).not.toBe(etag);
    const second = await share(organization.apiKey, params, { outbound_shareable: false }, { "If-Match": etag });
    expect([second.status, second.json.code]).toEqual([412, "precondition_failed"]);
    expect((await call(GET, { token: organization.apiKey, params })).json.outbound_shareable).toBe(true);
  });

  it("from another site with our cookie is 403", async () => {
    const { organization, params } = await owned();
    const Cookie = await sessionCookie(organization.admin.id);
    const ask = async (headers: Record<string, string>) =>
      (
        await call(PATCH, {
          params,
          organizationId: organization.id,
          body: { outbound_shareable: true },
          headers: { Cookie, "Content-Type": "application/json", ...headers },
        })
      ).status;
    const own = new URL(env().APP_URL).origin;
    expect(await ask({})).toBe(403);
    expect(await ask({ Origin: "https://evil.example" })).toBe(403);
    expect(await ask({ Origin: "null" })).toBe(403);
    expect(await ask({ "Sec-Fetch-Site": "cross-site" })).toBe(403);
    expect(await ask({ "Sec-Fetch-Site": "same-site", Origin: own })).toBe(403);
    expect(await ask({ "Sec-Fetch-Site": "same-origin" })).toBe(200);
    expect(await ask({ Origin: own })).toBe(200);
  });
});
