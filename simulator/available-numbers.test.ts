import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { distanceInMiles } from "@/lib/numbers/area-codes/area-codes";
import { startTestSimulator, type TestSimulator } from "./test-simulator";

let twilio: TestSimulator;

beforeAll(async () => {
  twilio = await startTestSimulator();
});
afterEach(() => twilio.control.reset());
afterAll(() => twilio.close());

describe("searching numbers", () => {
  it("shows at most 30 whatever page size is asked, and never a second page", async () => {
    expect(await twilio.search()).toHaveLength(30);
    expect(await twilio.search({ PageSize: 1000 })).toHaveLength(30);
    expect(await twilio.search({ PageSize: 7 })).toHaveLength(7);
    expect(await twilio.search({ PageSize: 30, Page: 1 })).toEqual(await twilio.search());
    const { body } = await twilio.call("GET", "/AvailablePhoneNumbers/US/Local.json");
    expect(Object.keys(body).sort()).toEqual(["available_phone_numbers", "uri"]);
  });

  it("refuses a page size beyond 1000", async () => {
    const answer = await twilio.call("GET", "/AvailablePhoneNumbers/US/Local.json?PageSize=1001");
    expect([answer.status, answer.body.code]).toEqual([400, 20007]);
  });

  it("without an area code shows several cities", async () => {
    const cities = new Set((await twilio.search()).map(({ locality, region }) => `${locality}, ${region}`));
    expect(cities.size).toBeGreaterThan(15);
  });

  it("writes coordinates as strings and message capabilities in capitals", async () => {
    const [number] = await twilio.search({ AreaCode: 415, InLocality: "San Francisco" });
    expect(number).toMatchObject({
      friendly_name: expect.stringMatching(/^\(415\) 555-01\d\d$/),
      latitude: "37.774900",
      longitude: "-122.419400",
      iso_country: "US",
    });
    expect(Object.keys(number?.capabilities ?? {}).sort()).toEqual(["MMS", "SMS", "voice"]);
  });

  it("filters by place", async () => {
    const fields = async (query: Record<string, string | number>) => twilio.search(query);
    expect((await fields({ AreaCode: 512 })).every(({ phone_number }) => phone_number.startsWith("+1512"))).toBe(true);
    expect((await fields({ InRegion: "ny" })).every(({ region }) => region === "NY")).toBe(true);
    expect((await fields({ InLocality: "seattle" })).every(({ locality }) => locality === "Seattle")).toBe(true);
    const inPostalCode = await fields({ InPostalCode: "94105" });
    expect(inPostalCode.length).toBeGreaterThan(0);
    expect(inPostalCode.every(({ postal_code }) => postal_code === "94105")).toBe(true);
    expect(await fields({ AreaCode: 512, InRegion: "CA" })).toEqual([]);
    expect(await fields({ AreaCode: 555 })).toEqual([]);
  });

  it("filters by what numbers can do, and false excludes nothing", async () => {
    const all = { AreaCode: 628 };
    const only = async (query: Record<string, boolean>) => twilio.search({ ...all, ...query });
    expect((await only({ VoiceEnabled: true })).every(({ capabilities }) => capabilities.voice)).toBe(true);
    expect((await only({ SmsEnabled: true })).every(({ capabilities }) => capabilities.SMS)).toBe(true);
    expect((await only({ MmsEnabled: true })).every(({ capabilities }) => capabilities.MMS)).toBe(true);
    expect(await only({ MmsEnabled: false, SmsEnabled: false })).toEqual(await twilio.search(all));
  });

  it.each([
    ["4155550123", /^\+14155550123$/],
    ["+1415", /^\+1415/],
    ["0142$", /0142$/],
    ["*628555017*", /^\+1628555017\d$/],
    ["%77", /77/],
    ["JKL", /555/],
    ["+1512JKL01*", /^\+151255501\d/],
  ])("matches the pattern %s", async (Contains, expected) => {
    const found = await twilio.search({ Contains });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ phone_number }) => expected.test(phone_number))).toBe(true);
  });

  it.each([
    ["4", "too short"],
    ["41555501234567890", "too long"],
    ["41(5)", "a sign that is none of its own"],
    ["4+15", "a wildcard between digits"],
    ["628****17*", "wildcards beside each other"],
    ["4*5", "a wildcard between digits"],
    ["*4", "one digit"],
    ["**", "no digit"],
  ])("refuses the pattern %s: %s", async (pattern) => {
    const answer = await twilio.call(
      "GET",
      `/AvailablePhoneNumbers/US/Local.json?Contains=${encodeURIComponent(pattern)}`,
    );
    expect(answer.status).toBe(400);
  });

  it("finds neighbours of a number, nearest first and within the distance", async () => {
    const manhattan = { latitude: 40.7603, longitude: -73.9772 };
    const found = await twilio.search({ NearNumber: "+12125550123", Distance: 10 });
    const miles = found.map(({ latitude, longitude }) =>
      distanceInMiles(manhattan, { latitude: Number(latitude), longitude: Number(longitude) }),
    );
    expect(found).toHaveLength(30);
    expect(Math.max(...miles)).toBeLessThan(10);
    expect(miles).toEqual(miles.toSorted((a, b) => a - b));
    expect(found.some(({ phone_number }) => phone_number.startsWith("+1212"))).toBe(false);
  });

  it("leaves out what is owned, taken, released or sold out", async () => {
    const shown = async () => (await twilio.search({ Contains: "+190755501" })).map(({ phone_number }) => phone_number);
    const [first = "", second = "", third = ""] = await shown();
    await twilio.buy(first);
    await twilio.control.takeNumber(second);
    const { body } = await twilio.buy(third);
    await twilio.call("DELETE", `/IncomingPhoneNumbers/${body.sid}.json`);
    const left = await shown();
    expect(left).toHaveLength(30);
    expect(left.filter((shownNumber) => [first, second, third].includes(shownNumber))).toEqual([]);
    await twilio.control.setAreaCodeEmpty(907, true);
    expect(await shown()).toEqual([]);
    await twilio.control.setAreaCodeEmpty(212, false);
    expect(await twilio.search({ AreaCode: 212 })).toHaveLength(30);
  });

  it("leaves out what asks for an address when told to, and asks for it at the purchase", async () => {
    const all = await twilio.search({ AreaCode: 808, Contains: "019" });
    expect(all.map(({ address_requirements }) => address_requirements)).toEqual(Array(10).fill("any"));
    const excluded = { AreaCode: 808, Contains: "019", ExcludeAllAddressRequired: true };
    expect(await twilio.search(excluded)).toEqual([]);
    expect((await twilio.buy("+18085550190")).body.code).toBe(21631);
    await twilio.control.setRegulatory("+18085550100", "address");
    const [marked] = await twilio.search({ Contains: "8085550100" });
    expect(marked?.address_requirements).toBe("any");
    expect(await twilio.search({ Contains: "8085550100", ExcludeAllAddressRequired: true })).toEqual([]);
  });

  it("keeps toll-free and local numbers apart", async () => {
    expect(await twilio.search({ AreaCode: 833 })).toEqual([]);
    const found = await twilio.search({}, "TollFree");
    expect(found.every(({ phone_number }) => /^\+18(00|33|44|55|77|88)/.test(phone_number))).toBe(true);
    expect(found[0]).toMatchObject({ locality: null, region: null, latitude: null });
    expect(await twilio.search({ AreaCode: 415 }, "TollFree")).toEqual([]);
  });
});
