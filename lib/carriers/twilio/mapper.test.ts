import { describe, expect, it } from "vitest";
import type { NumberSearch } from "@/lib/carriers/carrier";
import {
  pickTrunk,
  toAvailableNumber,
  toDomainName,
  toOwnedNumber,
  toPrice,
  toSearchParams,
  toSearchPath,
} from "@/lib/carriers/twilio/mapper";
import { AvailableNumberReply, OwnedNumberReply, OwnedNumbersPage, PriceReply } from "@/lib/carriers/twilio/replies";

const query: NumberSearch = { countryCode: "US", phoneNumberType: "local", limit: 20 };

describe("a search", () => {
  it("sends only positive filters", () => {
    expect(
      toSearchParams({ ...query, areaCode: 415, voiceEnabled: true, smsEnabled: false, mmsEnabled: undefined }),
    ).toEqual({ AreaCode: "415", VoiceEnabled: "true", ExcludeAllAddressRequired: "true", PageSize: "20" });
  });

  it("sends every filter that is set", () => {
    const filters = {
      areaCode: 415,
      smsEnabled: true,
      mmsEnabled: true,
      inPostalCode: "94105",
      inRegion: "CA",
      inLocality: "San Francisco",
      contains: "415555****",
    };
    expect(toSearchParams({ ...query, ...filters })).toEqual({
      AreaCode: "415",
      SmsEnabled: "true",
      MmsEnabled: "true",
      InPostalCode: "94105",
      InRegion: "CA",
      InLocality: "San Francisco",
      Contains: "415555",
      ExcludeAllAddressRequired: "true",
      PageSize: "30",
    });
  });

  it("leaves empty filters out and asks for 30 at most", () => {
    expect(toSearchParams({ ...query, inRegion: "", limit: 500 })).toEqual({
      ExcludeAllAddressRequired: "true",
      PageSize: "30",
    });
  });

  it("goes to the country and kind asked for", () => {
    expect(toSearchPath(query)).toBe("US/Local.json");
    expect(toSearchPath({ ...query, countryCode: "CA", phoneNumberType: "toll_free" })).toBe("CA/TollFree.json");
  });
});

describe("an available number", () => {
  it("is read with capabilities in either case, strings for numbers and unknown fields", () => {
    const reply = AvailableNumberReply.parse({
      friendly_name: "(415) 555-0100",
      phone_number: "+14155550100",
      latitude: "37.780000",
      locality: "San Francisco",
      region: "CA",
      postal_code: "",
      iso_country: "US",
      capabilities: { voice: true, SMS: "true", MMS: false, satellite: true },
      invented_tomorrow: {},
    });
    expect(toAvailableNumber(reply, query)).toEqual({
      phoneNumber: "+14155550100",
      friendlyName: "(415) 555-0100",
      countryCode: "US",
      phoneNumberType: "local",
      locality: "San Francisco",
      region: "CA",
      postalCode: null,
      capabilities: { voice: true, sms: true, mms: false },
    });
  });

  it("needs no more than its number", () => {
    const reply = AvailableNumberReply.parse({ phone_number: "+18005550100", capabilities: null });
    expect(toAvailableNumber(reply, { ...query, phoneNumberType: "toll_free" })).toMatchObject({
      friendlyName: "+18005550100",
      countryCode: "US",
      phoneNumberType: "toll_free",
      capabilities: { voice: false, sms: false, mms: false },
    });
  });
});

describe("an owned number", () => {
  const raw = {
    sid: "PN1",
    phone_number: "+14155550100",
    friendly_name: "tl/op_1",
    trunk_sid: "TK1",
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    date_created: "Thu, 30 Jul 2015 23:19:04 +0000",
  };
  const owned = (changes: object) => toOwnedNumber(OwnedNumberReply.parse({ ...raw, ...changes }));

  it("carries our reference, its trunk and its day", () => {
    expect(owned({})).toEqual({
      carrierId: "PN1",
      phoneNumber: "+14155550100",
      reference: "tl/op_1",
      trunkId: "TK1",
      capabilities: { voice: true, sms: true, mms: false },
      boughtAt: new Date("2015-07-30T23:19:04Z"),
    });
  });

  it.each([null, undefined])("is of unknown capabilities when Twilio says %j", (capabilities) => {
    expect(owned({ capabilities }).capabilities).toBeNull();
  });

  it.each(["", null, undefined])("is on no trunk when Twilio says %j", (trunk_sid) => {
    expect(owned({ trunk_sid }).trunkId).toBeNull();
  });

  it.each(["", null, "(415) 555-0100", "415-555-0100", "+14155550100", "1 415 555 0100"])(
    "has no reference when it is named %j",
    (friendly_name) => {
      expect(owned({ friendly_name }).reference).toBeNull();
    },
  );

  it.each(["Front desk", "100", "+14155550199"])("has a reference when it is named %j", (friendly_name) => {
    expect(owned({ friendly_name }).reference).toBe(friendly_name);
  });

  it("is not read without an id or with a day that is none", () => {
    expect(OwnedNumberReply.safeParse({ ...raw, sid: "" }).success).toBe(false);
    expect(OwnedNumberReply.safeParse({ ...raw, date_created: "yesterday" }).success).toBe(false);
  });

  it("is not concluded to be absent from a page without the list", () => {
    expect(OwnedNumbersPage.safeParse({ next_page_uri: null }).success).toBe(false);
    expect(OwnedNumbersPage.parse({ incoming_phone_numbers: [], next_page_uri: "" })).toEqual({
      items: [],
      next: null,
    });
  });
});

describe("a price", () => {
  const reply = PriceReply.parse({
    price_unit: "usd",
    phone_number_prices: [
      { number_type: "local", base_price: "1.15", current_price: "1.15" },
      { number_type: "Toll Free", base_price: 2.15, current_price: 2.15 },
      { number_type: "mobile", base_price: null, current_price: null },
    ],
  });

  it("is the current one of the kind, as a decimal string", () => {
    expect(toPrice(reply, "local")).toEqual({ amount: "1.15", currency: "USD" });
    expect(toPrice(reply, "toll_free")).toEqual({ amount: "2.15", currency: "USD" });
  });

  it("is null when Twilio names none", () => {
    expect(toPrice(PriceReply.parse({ price_unit: "USD", phone_number_prices: [] }), "local")).toBeNull();
    expect(toPrice(PriceReply.parse({ price_unit: "USD" }), "local")).toBeNull();
    expect(
      toPrice(PriceReply.parse({ phone_number_prices: [{ number_type: "local", current_price: "1" }] }), "local"),
    ).toBeNull();
    const empty = { price_unit: "USD", phone_number_prices: [{ number_type: "local", current_price: "" }] };
    expect(toPrice(PriceReply.parse(empty), "local")).toBeNull();
  });

  it("is not read when it is no decimal", () => {
    const body = { price_unit: "USD", phone_number_prices: [{ number_type: "local", current_price: "free" }] };
    expect(PriceReply.safeParse(body).success).toBe(false);
  });
});

describe("a trunk", () => {
  const trunk = (sid: string, friendly_name: string, day: string) => ({
    sid,
    friendly_name,
    date_created: new Date(day),
  });

  it("is picked by its exact name, the oldest of several", () => {
    const trunks = [
      trunk("TK1", "tl/org_1x", "2026-01-01"),
      trunk("TK3", "tl/org_1", "2026-01-03"),
      trunk("TK2", "tl/org_1", "2026-01-02"),
    ];
    expect(pickTrunk(trunks, "tl/org_1")?.sid).toBe("TK2");
    expect(pickTrunk(trunks, "tl/org")).toBeUndefined();
  });

  it("is picked by its id when two are as old", () => {
    const twins = [trunk("TK9", "a", "2026-01-01"), trunk("TK8", "a", "2026-01-01")];
    expect(pickTrunk(twins, "a")?.sid).toBe("TK8");
  });

  it("has a domain that follows from account and reference", () => {
    const name = toDomainName("AC1", "tl/org_1", 0);
    expect(name).toMatch(/^tl-[0-9a-f]{24}\.pstn\.twilio\.com$/);
    expect(toDomainName("AC1", "tl/org_1", 0)).toBe(name);
    const others = [
      toDomainName("AC1", "tl/org_1", 1),
      toDomainName("AC1", "tl/org_2", 0),
      toDomainName("AC2", "tl/org_1", 0),
    ];
    expect(new Set([name, ...others]).size).toBe(4);
  });
});
