import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AvailableNumber, NumberSearch } from "@/lib/carriers/carrier";
import { createSearchCache } from "@/lib/carriers/search-cache";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const query: NumberSearch = { countryCode: "US", phoneNumberType: "local", areaCode: 415, limit: 3 };
const available = (phoneNumber: string): AvailableNumber => ({
  phoneNumber,
  friendlyName: phoneNumber,
  countryCode: "US",
  phoneNumberType: "local",
  locality: null,
  region: null,
  postalCode: null,
  capabilities: { voice: true, sms: true, mms: true },
});
const [one, two] = [available("+14155550101"), available("+14155550102")];
const asking = (...numbers: AvailableNumber[]) => vi.fn(async () => numbers);

describe("searches", () => {
  it("that are the same are asked once while in flight and for some seconds after", async () => {
    const cache = createSearchCache(5_000);
    const ask = asking(one, two);
    const sameQuery: NumberSearch = { limit: 3, areaCode: 415, phoneNumberType: "local", countryCode: "US" };
    const found = await Promise.all([
      cache.find("anybody", query, ask),
      cache.find("anybody", { ...sameQuery, smsEnabled: false, contains: "" }, ask),
    ]);
    expect(found).toEqual([
      [one, two],
      [one, two],
    ]);
    vi.advanceTimersByTime(4_999);
    await cache.find("anybody", query, ask);
    expect(ask).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    await cache.find("anybody", query, ask);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("that differ are asked each", async () => {
    const cache = createSearchCache(5_000);
    const ask = asking(one);
    await cache.find("anybody", query, ask);
    await cache.find("anybody", { ...query, smsEnabled: true }, ask);
    await cache.find("anybody", { ...query, limit: 2 }, ask);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it("no longer show a number that is gone, wherever it was kept", async () => {
    const cache = createSearchCache(5_000);
    const ask = asking(one, two);
    await cache.find("anybody", query, ask);
    await cache.find("anybody", { ...query, limit: 2 }, ask);
    cache.forget(one.phoneNumber);
    expect(await cache.find("anybody", query, ask)).toEqual([two]);
    expect(await cache.find("anybody", { ...query, limit: 2 }, ask)).toEqual([two]);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("do not show a number that goes while they are in flight", async () => {
    const cache = createSearchCache(5_000);
    const found = cache.find("anybody", query, asking(one, two));
    cache.forget(two.phoneNumber);
    expect(await found).toEqual([one]);
    expect(await cache.find("anybody", query, asking(one, two))).toEqual([one]);
  });

  it("ask the carrier again when everything that was found is gone", async () => {
    const cache = createSearchCache(5_000);
    await cache.find("anybody", query, asking(one));
    cache.forget(one.phoneNumber);
    expect(await cache.find("anybody", query, asking(two))).toEqual([two]);
  });

  it("that fail reach all who wait and are not kept", async () => {
    const cache = createSearchCache(5_000);
    const fail = vi.fn(() => Promise.reject(new Error("down")));
    const answers = await Promise.allSettled([cache.find("anybody", query, fail), cache.find("anybody", query, fail)]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(fail).toHaveBeenCalledTimes(1);
    expect(await cache.find("anybody", query, asking(one))).toEqual([one]);
  });

  it("leave by age of use when there are very many", async () => {
    const cache = createSearchCache(5_000);
    const ask = asking(one);
    for (let areaCode = 200; areaCode < 400; areaCode++) await cache.find("anybody", { ...query, areaCode }, ask);
    await cache.find("anybody", { ...query, areaCode: 200 }, ask);
    await cache.find("anybody", { ...query, areaCode: 400 }, ask);
    expect(ask).toHaveBeenCalledTimes(201);
    await cache.find("anybody", { ...query, areaCode: 200 }, ask);
    expect(ask).toHaveBeenCalledTimes(201);
    await cache.find("anybody", { ...query, areaCode: 201 }, ask);
    expect(ask).toHaveBeenCalledTimes(202);
  });
});
