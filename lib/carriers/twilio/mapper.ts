import { createHash } from "node:crypto";
import type {
  AvailableNumber,
  ListedTrunk,
  Money,
  NumberSearch,
  OwnedNumber,
  PhoneNumberType,
} from "@/lib/carriers/carrier";
import type { AvailableNumberReply, OwnedNumberReply, PriceReply, TrunkReply } from "@/lib/carriers/twilio/replies";
import { toContains } from "@/lib/carriers/twilio/vanity-pattern";

/** Twilio returns about 30 numbers at most, whatever page size is requested (twilio/twilio-node#316). */
export const maxSearchResults = 30;

const pathByType: Record<PhoneNumberType, string> = { local: "Local", toll_free: "TollFree" };
const priceTypeByType: Record<PhoneNumberType, string> = { local: "local", toll_free: "toll free" };

export function toSearchPath(query: NumberSearch): string {
  return `${encodeURIComponent(query.countryCode)}/${pathByType[query.phoneNumberType]}.json`;
}

/**
 * Twilio does not exclude by `SmsEnabled=false` (twilio/twilio-node#344), so this sends only positive filters, and
 * excludes numbers that require an address (https://www.twilio.com/docs/api/errors/21631).
 */
export function toSearchParams(query: NumberSearch): Record<string, string> {
  const filters: Record<string, string | number | true | undefined> = {
    AreaCode: query.areaCode,
    Contains: query.contains && toContains(query.contains),
    InPostalCode: query.inPostalCode,
    InRegion: query.inRegion,
    InLocality: query.inLocality,
    VoiceEnabled: query.voiceEnabled || undefined,
    SmsEnabled: query.smsEnabled || undefined,
    MmsEnabled: query.mmsEnabled || undefined,
    ExcludeAllAddressRequired: true,
    // With a pattern, some results may not match.
    PageSize: query.contains ? maxSearchResults : Math.min(query.limit, maxSearchResults),
  };
  return Object.fromEntries(
    Object.entries(filters).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[name, String(value)]],
    ),
  );
}

export function toAvailableNumber(reply: AvailableNumberReply, query: NumberSearch): AvailableNumber {
  return {
    phoneNumber: reply.phone_number,
    friendlyName: reply.friendly_name ?? reply.phone_number,
    countryCode: reply.iso_country ?? query.countryCode,
    phoneNumberType: query.phoneNumberType,
    locality: reply.locality,
    region: reply.region,
    postalCode: reply.postal_code,
    capabilities: reply.capabilities,
  };
}

export function toOwnedNumber(reply: OwnedNumberReply): OwnedNumber {
  return {
    carrierId: reply.sid,
    phoneNumber: reply.phone_number,
    reference: toReference(reply.friendly_name, reply.phone_number),
    trunkId: reply.trunk_sid,
    capabilities: reply.capabilities,
    boughtAt: reply.date_created,
  };
}

/** An unnamed number has itself as its name, such as "(415) 555-0100". */
function toReference(friendlyName: string | null, phoneNumber: string): string | null {
  if (friendlyName === null) return null;
  const bare = friendlyName.replace(/[\s().+-]/g, "");
  return bare.length >= 7 && phoneNumber.endsWith(bare) ? null : friendlyName;
}

export function toListedTrunk(reply: TrunkReply): ListedTrunk {
  return { carrierId: reply.sid, reference: reply.friendly_name, madeAt: reply.date_created };
}

export function toPrice(reply: PriceReply, phoneNumberType: PhoneNumberType): Money | null {
  const wanted = priceTypeByType[phoneNumberType];
  const price = reply.phone_number_prices.find(({ number_type }) => number_type?.toLowerCase() === wanted);
  if (!price?.current_price || !reply.price_unit) return null;
  return { amount: price.current_price, currency: reply.price_unit.toUpperCase() };
}

/** Trunk names are not unique, so pick the oldest, which every caller agrees on. */
export function pickTrunk(trunks: TrunkReply[], reference: string): TrunkReply | undefined {
  return trunks
    .filter(({ friendly_name }) => friendly_name === reference)
    .sort((a, b) => a.date_created.getTime() - b.date_created.getTime() || (a.sid < b.sid ? -1 : 1))[0];
}

/** Deterministic, so that a concurrent second creation fails (21248). `attempt` avoids other customers' names. */
export function toDomainName(accountSid: string, reference: string, attempt: number): string {
  const hash = createHash("sha256").update(`${accountSid}/${attempt}/${reference}`).digest("hex");
  return `tl-${hash.slice(0, 24)}.pstn.twilio.com`;
}
