import { afterEach, describe, expect, it } from "vitest";
import { SearchNumbersResult } from "@/lib/numbers/purchase/schemas";
import { env } from "@/lib/platform/env";
import { call } from "@/test/support/api";
import { newOrganization } from "@/test/support/organization";
import { simulator } from "@/test/support/world";
import { GET } from "./route";

function search(token: string, query: string, account = "default") {
  return call(GET, { token, path: `/search-numbers?${query}`, params: { managedAccountId: account } });
}

const theOrganization = newOrganization();
const key = async () => (await theOrganization).apiKey;

afterEach(async () => {
  await simulator.clearFaults();
  await simulator.setAccountStatus("active");
});

describe("GET search-numbers", () => {
  it("lists numbers for sale with place, capabilities and price", async () => {
    const { status, json } = await search(await key(), "area_code=415");
    expect(status).toBe(200);
    const { data, suggestions } = SearchNumbersResult.parse(json);
    expect(data).toHaveLength(20);
    expect(data.every(({ phone_number }) => phone_number.startsWith("+1415555"))).toBe(true);
    expect(data[0]).toMatchObject({
      country_code: "US",
      phone_number_type: "local",
      region: "CA",
      monthly_price: { amount: "1.15", currency: "USD" },
    });
    expect(suggestions).toEqual([]);
  });

  it("accepts managed_accounts:read or :manage of a token, and no other scope: 403 naming both", async () => {
    const organization = await newOrganization();
    for (const scope of ["managed_accounts:read", "managed_accounts:manage"] as const) {
      expect((await search(await organization.keyWith(scope), "")).status).toBe(200);
    }
    const { status, json } = await search(await organization.keyWith("phone_numbers:manage"), "");
    expect([status, json.detail]).toEqual([
      403,
      "This requires the scope managed_accounts:read or managed_accounts:manage.",
    ]);
  });

  it("knows no managed account of another organization: 404", async () => {
    expect((await search(await key(), "", "00000000-0000-4000-8000-000000000000")).status).toBe(404);
  });

  it("lets a session search with phone_numbers:manage, and a viewer's not", async () => {
    const { id, admin, viewer } = await newOrganization();
    const ask = (session: string) =>
      call(GET, { session, organizationId: id, params: { managedAccountId: "default" } });
    expect((await ask(admin.id)).status).toBe(200);
    expect((await ask(viewer.id)).status).toBe(403);
  });

  it("finds toll-free numbers at their price", async () => {
    const { data } = (await search(await key(), "phone_number_type=toll_free&area_code=800&limit=3")).json;
    expect(data).toHaveLength(3);
    expect(data[0]).toMatchObject({ phone_number_type: "toll_free", monthly_price: { amount: "2.15" } });
    expect(data[0].phone_number).toMatch(/^\+1800/);
  });

  it.each(["voice", "sms", "mms"] as const)("%s_enabled=true filters, false does not", async (capability) => {
    const wanted = (await search(await key(), `area_code=415&limit=30&${capability}_enabled=true`)).json.data;
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.every((number: { capabilities: Record<string, boolean> }) => number.capabilities[capability])).toBe(
      true,
    );
    const all = (await search(await key(), "area_code=415&limit=30")).json.data;
    expect((await search(await key(), `area_code=415&limit=30&${capability}_enabled=false`)).json.data).toEqual(all);
  });

  it("narrows by postal code, region, locality and pattern", async () => {
    const [sample] = (await search(await key(), "area_code=206&limit=1")).json.data;
    const filters = {
      in_postal_code: sample.postal_code,
      in_region: sample.region,
      in_locality: sample.locality,
      contains: "206555*",
    };
    for (const [name, value] of Object.entries(filters)) {
      const { data } = (await search(await key(), new URLSearchParams({ [name]: value, limit: "5" }).toString())).json;
      expect(data.length, name).toBeGreaterThan(0);
      const member = name.replace("in_", "");
      if (name !== "contains")
        expect(data.every((number: Record<string, string>) => number[member] === value)).toBe(true);
    }
  });

  it("searches in an area code newer than libraries know, and around it", async () => {
    const { data } = (await search(await key(), "area_code=621&limit=3")).json;
    expect(data).toHaveLength(3);
    expect(data[0]).toMatchObject({ region: "TX", country_code: "US" });
    await simulator.setAreaCodeEmpty(621, true);
    const { json } = await search(await key(), "area_code=621&limit=4");
    expect(json.data).toEqual([]);
    expect(json.suggestions[0]).toMatchObject({ locality: "Houston", region: "TX" });
    await simulator.setAreaCodeEmpty(621, false);
  });

  it("finds a pattern with wildcards between its digits", async () => {
    const { status, json } = await search(await key(), "contains=206*55*1&limit=5");
    expect([status, json.data.length]).toEqual([200, 5]);
    for (const { phone_number } of json.data) expect(phone_number).toMatch(/206\d55\d1/);
  });

  it("names the nearest area codes that do have numbers when one has none", async () => {
    const { status, json } = await search(await key(), "area_code=212");
    expect([status, json.data]).toEqual([200, []]);
    expect(json.suggestions.map(({ area_code }: { area_code: number }) => area_code)).toContain(646);
    expect(json.suggestions[0]).toMatchObject({ locality: "New York", region: "NY" });
    for (const { area_code } of json.suggestions) {
      expect((await search(await key(), `area_code=${area_code}`)).json.data.length).toBeGreaterThan(0);
    }
  });

  it("answers 200 and nothing for a country without numbers", async () => {
    expect((await search(await key(), "country_code=zz")).json).toEqual({ data: [], suggestions: [] });
  });

  it.each([
    "area_code=199",
    "area_code=1000",
    "area_code=41",
    "area_code=0x19F",
    "area_code=",
    "phone_number_type=mobile",
    "country_code=USA",
    "voice_enabled=yes",
    "contains=a",
    "contains=12345678901234567",
    "contains=4*5",
    "contains=**",
    "limit=0",
    "limit=31",
    "areacode=415",
    "area_code=415&area_code=628",
  ])("refuses ?%s: 422 naming the parameter", async (query) => {
    const { status, json } = await search(await key(), query);
    expect([status, json.code]).toEqual([422, "validation_failed"]);
    expect(json.errors[0].path).toBe(query.split("=")[0]);
  });

  it("is 503 with Retry-After while the carrier is down, and works again after", async () => {
    await simulator.addFault({ operation: "search", kind: "error_before", status: 503, times: null });
    const { status, json, headers } = await search(await key(), "area_code=415&limit=11");
    expect([status, json.code]).toEqual([503, "carrier_unavailable"]);
    expect(headers.get("retry-after")).toMatch(/^\d+$/);
    await simulator.clearFaults();
    expect((await search(await key(), "area_code=415&limit=11")).status).toBe(200);
  });

  it("does not keep a person waiting for a carrier that never answers, nor for its prices", async () => {
    await simulator.addFault({ operation: "pricing", kind: "hang", times: null });
    const begun = performance.now();
    expect((await search(await key(), "country_code=CA")).status).toBe(200);
    await simulator.addFault({ operation: "search", kind: "hang", times: null });
    expect((await search(await key(), "area_code=415&limit=12")).json.code).toBe("carrier_unavailable");
    expect(performance.now() - begun).toBeLessThan(2 * env().SEARCH_WAIT_MS + 3_500);
  });

  it("says that suggestions are still to come when the neighbors do not answer, and has them when asked again", async () => {
    // Dice that spare the first search and no other.
    await simulator.seedDice(9);
    await simulator.addFault({ operation: "search", kind: "hang", times: null, probability: 0.9 });
    const first = (await search(await key(), "area_code=212&limit=16")).json;
    expect([first.data, first.suggestions, first.suggestions_pending]).toEqual([[], [], true]);
    await simulator.clearFaults();
    const { suggestions, suggestions_pending } = (await search(await key(), "area_code=212&limit=18")).json;
    expect(suggestions).toEqual(expect.arrayContaining([expect.objectContaining({ area_code: 646 })]));
    expect(suggestions_pending).toBeUndefined();
  });

  it.each([
    ["area_code=800", "toll_free", 800],
    ["area_code=415&phone_number_type=toll_free", "local", 415],
  ])("says which kind of number the code of ?%s has, and suggests of that kind", async (query, kind, first) => {
    const { status, json } = await search(await key(), query);
    expect([status, json.data, json.area_code_type]).toEqual([200, [], kind]);
    expect(json.suggestions[0]).toMatchObject({ area_code: first, phone_number_type: kind });
    expect(json.suggestions.length).toBeGreaterThan(1);
    for (const { area_code, phone_number_type } of json.suggestions) {
      const there = await search(await key(), `area_code=${area_code}&phone_number_type=${phone_number_type}`);
      expect(there.json.data.length).toBeGreaterThan(0);
    }
  });

  it("asks the carrier once when many search the same", async () => {
    const before = (await simulator.state()).requests.search ?? 0;
    const token = await key();
    const answers = await Promise.all(Array.from({ length: 10 }, () => search(token, "area_code=415&limit=13")));
    for (const { status, json } of answers) expect([status, json.data.length]).toEqual([200, 13]);
    expect((await simulator.state()).requests.search).toBe(before + 1);
  });

  it("tells users nothing of the operator's account", async () => {
    await simulator.setAccountStatus("suspended");
    const { status, json } = await search(await key(), "area_code=415&limit=14");
    expect([status, json.code]).toEqual([503, "carrier_unavailable"]);
    const { request_id: _random, ...said } = json;
    expect(JSON.stringify(said)).not.toMatch(/suspend|account|AC[0-9a-f]{32}/i);
  });

  it("does without a price when only the price cannot be had", async () => {
    await simulator.addFault({ operation: "pricing", kind: "error_before", times: null });
    const { status, json } = await search(await key(), "phone_number_type=toll_free&country_code=CA");
    expect([status, Array.isArray(json.data)]).toEqual([200, true]);
  });
});
