import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AvailableNumber, Carrier, NumberSearch, OwnedNumber } from "@/lib/carriers/carrier";
import { testCarrierFailures } from "./carrier-contract-failures";
import type { CarrierVariant, CarrierWorld } from "./carrier-world";

export type MakeCarrier = (variant?: CarrierVariant) => Carrier;

const trunkOrder = { reference: "tl/org_contract", originationUrl: "sip:contract.sip.example.com" };

/**
 * The conformance suite of every adapter: the port's promises, and the result of each failure.
 *
 * @param makeCarrier called inside tests, after `world.start()`
 */
export function testCarrier(name: string, makeCarrier: MakeCarrier, world: CarrierWorld): void {
  describe(name, () => {
    beforeAll(() => world.start());
    afterAll(() => world.stop());
    beforeEach(() => world.reset());

    describe("search", () => testSearch(makeCarrier, world));
    describe("trunks", () => testTrunks(makeCarrier, world));
    describe("numbers", () => testNumbers(makeCarrier, world));
    describe("price", () => testPrice(makeCarrier, world));
    describe("failures", () => testCarrierFailures(makeCarrier, world));
  });
}

function testSearch(makeCarrier: MakeCarrier, { supply }: CarrierWorld): void {
  const search = (filters: Partial<NumberSearch> = {}) =>
    makeCarrier().search({ countryCode: supply.countryCode, phoneNumberType: "local", limit: 30, ...filters });
  const first = async (): Promise<AvailableNumber> => {
    const [found] = await search({ areaCode: supply.areaCode });
    return found ?? expect.unreachable("nothing for sale");
  };

  it("finds numbers of the area code, each once", async () => {
    const found = await search({ areaCode: supply.areaCode });
    expect(found.length).toBeGreaterThanOrEqual(10);
    const numbers = found.map(({ phoneNumber }) => phoneNumber);
    for (const number of numbers) expect(number).toMatch(new RegExp(`^\\+1${supply.areaCode}\\d{7}$`));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(found[0]).toMatchObject({ countryCode: supply.countryCode, phoneNumberType: "local" });
  });

  it("finds toll-free numbers", async () => {
    const [found] = await search({ phoneNumberType: "toll_free", limit: 1 });
    expect(found).toMatchObject({ phoneNumberType: "toll_free", phoneNumber: expect.stringMatching(/^\+18\d{9}$/) });
  });

  it.each([1, 7, 30])("finds no more than the limit of %i", async (limit) => {
    expect((await search({ limit })).length).toBe(limit);
  });

  it("finds nothing for a limit of 0", async () => {
    expect(await search({ limit: 0 })).toEqual([]);
  });

  it("finds nothing in an empty area code or an unknown country", async () => {
    expect(await search({ areaCode: supply.emptyAreaCode })).toEqual([]);
    expect(await search({ countryCode: supply.unknownCountryCode })).toEqual([]);
  });

  it.each(["voice", "sms", "mms"] as const)("finds only numbers with %s when asked for it", async (capability) => {
    const found = await search({ areaCode: supply.areaCode, [`${capability}Enabled`]: true });
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ capabilities }) => !capabilities[capability])).toEqual([]);
  });

  it("excludes nothing by a filter that is false", async () => {
    const all = await search({ areaCode: supply.areaCode });
    const filters = { voiceEnabled: false, smsEnabled: false, mmsEnabled: false };
    expect(await search({ areaCode: supply.areaCode, ...filters })).toEqual(all);
    expect(all.some(({ capabilities }) => !capabilities.mms)).toBe(true);
  });

  it("finds by region, locality and postal code", async () => {
    const { region, locality, postalCode } = await first();
    const place = { inRegion: region ?? "", inLocality: locality ?? "", inPostalCode: postalCode ?? "" };
    const found = await search(place);
    expect(found.length).toBeGreaterThan(0);
    for (const number of found) expect(number).toMatchObject({ region, locality, postalCode });
  });

  it("finds by pattern", async () => {
    const { phoneNumber } = await first();
    const found = await search({ contains: phoneNumber.slice(2) });
    expect(found.map((number) => number.phoneNumber)).toEqual([phoneNumber]);
  });
}

function testTrunks(makeCarrier: MakeCarrier, world: CarrierWorld): void {
  it("makes a trunk once and finds it again", async () => {
    const made = await makeCarrier().findOrCreateTrunk(trunkOrder);
    expect(made.reference).toBe(trunkOrder.reference);
    expect(await makeCarrier().findOrCreateTrunk(trunkOrder)).toEqual(made);
    expect(await world.trunkIds()).toEqual([made.carrierId]);
    expect(await world.originationUrls(made.carrierId)).toEqual([trunkOrder.originationUrl]);
  });

  it("makes one trunk for several that ask at once", async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => makeCarrier().findOrCreateTrunk(trunkOrder)));
    expect(new Set(made.map(({ carrierId }) => carrierId)).size).toBe(1);
    expect(await world.trunkIds()).toHaveLength(1);
    expect(await world.originationUrls(made[0]?.carrierId ?? "")).toEqual([trunkOrder.originationUrl]);
  });

  it("makes another trunk for another reference", async () => {
    const carrier = makeCarrier();
    const one = await carrier.findOrCreateTrunk(trunkOrder);
    const other = await carrier.findOrCreateTrunk({ ...trunkOrder, reference: `${trunkOrder.reference}2` });
    expect(other.carrierId).not.toBe(one.carrierId);
  });

  it("lists every trunk with its reference", async () => {
    const carrier = makeCarrier();
    expect(await carrier.listTrunks()).toEqual([]);
    const one = await carrier.findOrCreateTrunk(trunkOrder);
    const other = await carrier.findOrCreateTrunk({ ...trunkOrder, reference: `${trunkOrder.reference}2` });
    const listed = await carrier.listTrunks();
    expect(listed.map(({ carrierId, reference }) => ({ carrierId, reference }))).toEqual(
      expect.arrayContaining([one, other]),
    );
    expect(listed).toHaveLength(2);
    for (const { madeAt } of listed) expect(Math.abs(madeAt.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it("deletes an empty trunk, also twice, and never one with numbers", async () => {
    const carrier = makeCarrier();
    const { carrierId } = await carrier.findOrCreateTrunk(trunkOrder);
    const { countryCode, areaCode } = world.supply;
    const [offer] = await carrier.search({ countryCode, areaCode, phoneNumberType: "local", limit: 1 });
    const phoneNumber = offer?.phoneNumber ?? expect.unreachable("nothing for sale");
    const { carrierId: numberId } = await carrier.buy({ phoneNumber, trunkId: carrierId, reference: "tl/op_1" });
    await expect(carrier.deleteTrunk(carrierId)).rejects.toMatchObject({ kind: "refused" });
    expect(await carrier.findOwned(phoneNumber)).toMatchObject({ trunkId: carrierId });
    await carrier.release(numberId);
    await carrier.deleteTrunk(carrierId);
    await expect(carrier.deleteTrunk(carrierId)).resolves.toBeUndefined();
    expect(await world.trunkIds()).toEqual([]);
  });

  it("adds our origination URL to a trunk that leads elsewhere", async () => {
    const elsewhere = "sip:elsewhere.sip.example.com";
    const { carrierId } = await makeCarrier().findOrCreateTrunk({ ...trunkOrder, originationUrl: elsewhere });
    await makeCarrier().findOrCreateTrunk(trunkOrder);
    expect((await world.originationUrls(carrierId)).sort()).toEqual([trunkOrder.originationUrl, elsewhere].sort());
  });
}

function testNumbers(makeCarrier: MakeCarrier, world: CarrierWorld): void {
  const numbersForSale = async (limit: number) => {
    const { countryCode, areaCode } = world.supply;
    const found = await makeCarrier().search({ countryCode, areaCode, phoneNumberType: "local", limit });
    return found.map(({ phoneNumber }) => phoneNumber);
  };
  const numberForSale = async () => (await numbersForSale(1))[0] ?? expect.unreachable("nothing for sale");
  const makeTrunk = async (reference = trunkOrder.reference) =>
    (await makeCarrier().findOrCreateTrunk({ ...trunkOrder, reference })).carrierId;
  const sweep = async (carrier: Carrier): Promise<OwnedNumber[][]> => {
    const pages: OwnedNumber[][] = [];
    for await (const page of carrier.listOwned()) pages.push(page);
    return pages;
  };

  it("are bought on the trunk, with our reference", async () => {
    const order = { phoneNumber: await numberForSale(), trunkId: await makeTrunk(), reference: "tl/op_1" };
    const bought = await makeCarrier().buy(order);
    expect(bought).toMatchObject(order);
    expect(Math.abs(bought.boughtAt.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await makeCarrier().findOwned(order.phoneNumber)).toEqual(bought);
  });

  it("are found by the exact number only", async () => {
    const order = { phoneNumber: await numberForSale(), trunkId: await makeTrunk(), reference: "tl/op_1" };
    await makeCarrier().buy(order);
    expect(await makeCarrier().findOwned(order.phoneNumber.slice(0, -1))).toBeUndefined();
    expect(await makeCarrier().findOwned(order.phoneNumber.slice(1))).toBeUndefined();
    expect(await makeCarrier().findOwned(`${order.phoneNumber}0`)).toBeUndefined();
  });

  it("that somebody else took are refused, and not ours", async () => {
    const phoneNumber = await numberForSale();
    const trunkId = await makeTrunk();
    await world.takeNumber(phoneNumber);
    await expect(makeCarrier().buy({ phoneNumber, trunkId, reference: "tl/op_1" })).rejects.toMatchObject({
      kind: "refused",
      reason: "number_unavailable",
    });
    expect(await makeCarrier().findOwned(phoneNumber)).toBeUndefined();
    expect(await numbersForSale(30)).not.toContain(phoneNumber);
  });

  it("are released for good, also twice", async () => {
    const phoneNumber = await numberForSale();
    const { carrierId } = await makeCarrier().buy({ phoneNumber, trunkId: await makeTrunk(), reference: "tl/op_1" });
    await makeCarrier().release(carrierId);
    expect(await makeCarrier().findOwned(phoneNumber)).toBeUndefined();
    await expect(makeCarrier().release(carrierId)).resolves.toBeUndefined();
  });

  it("are put back on a trunk, or on another one", async () => {
    const order = { phoneNumber: await numberForSale(), trunkId: await makeTrunk(), reference: "tl/op_1" };
    const bought = await makeCarrier().buy(order);
    await world.unbindNumber(order.phoneNumber);
    expect(await makeCarrier().findOwned(order.phoneNumber)).toMatchObject({ trunkId: null });
    expect(await makeCarrier().bind(bought.carrierId, order.trunkId)).toEqual(bought);
    const other = await makeTrunk("tl/org_other");
    expect(await makeCarrier().bind(bought.carrierId, other)).toEqual({ ...bought, trunkId: other });
    expect(await makeCarrier().findOwned(order.phoneNumber)).toMatchObject({ trunkId: other });
  });

  it("that are gone cannot be put on a trunk", async () => {
    const trunkId = await makeTrunk();
    const { carrierId } = await makeCarrier().buy({
      phoneNumber: await numberForSale(),
      trunkId,
      reference: "tl/op_1",
    });
    await makeCarrier().release(carrierId);
    await expect(makeCarrier().bind(carrierId, trunkId)).rejects.toMatchObject({
      kind: "refused",
      reason: "not_found",
    });
  });

  it("are listed completely, page by page", async () => {
    const numbers = await numbersForSale(5);
    const trunkId = await makeTrunk();
    for (const phoneNumber of numbers)
      await makeCarrier().buy({ phoneNumber, trunkId, reference: `tl/${phoneNumber}` });
    const pages = await sweep(makeCarrier({ pageSize: 2 }));
    expect(pages.length).toBeGreaterThanOrEqual(3);
    const listed = pages.flat();
    expect(listed.map(({ phoneNumber }) => phoneNumber).sort()).toEqual([...numbers].sort());
    for (const { phoneNumber, reference } of listed) expect(reference).toBe(`tl/${phoneNumber}`);
    expect(await makeCarrier({ pageSize: 2 }).findOwned(numbers[4] ?? "")).toMatchObject({ phoneNumber: numbers[4] });
  });

  it("of an empty account are an empty list", async () => {
    expect((await sweep(makeCarrier())).flat()).toEqual([]);
  });

  it("are not listed without an error when a page in the middle fails", async () => {
    const trunkId = await makeTrunk();
    for (const phoneNumber of await numbersForSale(5)) {
      await makeCarrier().buy({ phoneNumber, trunkId, reference: "tl/op" });
    }
    const pages = makeCarrier({ pageSize: 2 }).listOwned()[Symbol.asyncIterator]();
    expect((await pages.next()).value).toHaveLength(2);
    await world.fail("listOwned", "broken_off");
    await expect(pages.next()).rejects.toMatchObject({ name: "CarrierError" });
  });
}

function testPrice(makeCarrier: MakeCarrier, world: CarrierWorld): void {
  it.each(["local", "toll_free"] as const)("of a %s number is the carrier's current one", async (type) => {
    await world.setPrice(type, "3.05");
    expect(await makeCarrier().price(world.supply.countryCode, type)).toEqual({ amount: "3.05", currency: "USD" });
  });

  it("is null where the carrier sells nothing", async () => {
    expect(await makeCarrier().price(world.supply.unknownCountryCode, "local")).toBeNull();
  });
}
