import { describe, expect, it } from "vitest";
import { GET as myScopes } from "@/app/api/admin/members/me/scopes/route";
import { GET as searchNumbers } from "@/app/api/core/managed-accounts/[managedAccountId]/search-numbers/route";
import { GET as listPhoneNumbers } from "@/app/api/core/phone-numbers/route";
import { createPhoneNumbers } from "@/prisma/factories";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { simulator } from "@/test/support/world";
import { GET } from "./route";

describe("GET /admin/organization", () => {
  it("says plan, limit and use", async () => {
    const organization = await newOrganization({ plan: "smb" });
    await createPhoneNumbers(organization.id, ["+14085551001", "+14085551002"]);
    const { status, json } = await call(GET, { token: organization.viewerApiKey });
    expect([status, json]).toEqual([
      200,
      {
        id: organization.id,
        slug: organization.slug,
        name: "Northwind Clinic",
        plan: "smb",
        phone_number_limit: 25,
        phone_numbers_used: 2,
        carrier_status: "ok",
      },
    ]);
  });

  it.each([
    ["free", 1],
    ["smb", 25],
    ["agency", 250],
    ["enterprise", 10_000],
  ] as const)("the plan %s holds %i numbers", async (plan, limit) => {
    const organization = await newOrganization({ plan });
    expect((await call(GET, { token: organization.apiKey })).json.phone_number_limit).toBe(limit);
  });

  it("shows an organization's own limit instead of its plan's", async () => {
    const organization = await newOrganization({ plan: "free", limit: 7 });
    expect((await call(GET, { token: organization.apiKey })).json.phone_number_limit).toBe(7);
  });

  it("says that the carrier takes no orders, from the first refusal until it takes them again", async () => {
    const organization = await newOrganization();
    const search = (limit: number) => {
      const params = { managedAccountId: "default" };
      return call(searchNumbers, { token: organization.apiKey, path: `/search-numbers?limit=${limit}`, params });
    };
    const status = async () => (await call(GET, { token: organization.apiKey })).json.carrier_status;
    await simulator.setAccountStatus("suspended");
    expect((await search(1)).status).toBe(503);
    expect(await status()).toBe("unavailable");
    expect((await call(listPhoneNumbers, { token: organization.apiKey })).status).toBe(200);
    await simulator.setAccountStatus("active");
    expect((await search(2)).status).toBe(200);
    expect(await status()).toBe("ok");
  });

  it("needs a scope that sees numbers", async () => {
    const organization = await newOrganization();
    expect((await call(GET, { token: await organization.keyWith("audit:read") })).status).toBe(403);
  });
});

describe("GET /admin/members/me/scopes", () => {
  it("is the flat list of what the credential may do", async () => {
    const organization = await newOrganization();
    const token = await organization.keyWith("agents:read", "phone_numbers:manage");
    expect((await call(myScopes, { token })).json).toEqual(["phone_numbers:manage", "agents:read"]);
    expect((await call(myScopes, { token: organization.apiKey })).json).toHaveLength(14);
  });

  it("is empty for a credential without scopes, and 401 without a credential", async () => {
    const organization = await newOrganization();
    expect((await call(myScopes, { token: await organization.keyWith() })).json).toEqual([]);
    expect((await call(myScopes, {})).status).toBe(401);
  });
});
