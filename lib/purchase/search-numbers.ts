import { isTollFree, nearestAreaCodes } from "@/lib/area-codes/area-codes";
import { type Context, requireScope } from "@/lib/auth/actor";
import { type AvailableNumber, type Carrier, CarrierError, type NumberSearch } from "@/lib/carriers/carrier";
import { carrierOf } from "@/lib/managed-accounts/carrier-of";
import { getManagedAccount } from "@/lib/managed-accounts/get-managed-account";
import type { Money } from "@/lib/phone-numbers/schemas";
import { logCarrierError, searchProblem } from "./carrier-problem";
import { findPrice } from "./find-price";
import { rememberPlaces } from "./offered-places";
import type { AreaCodeSuggestion, NumberForSale, SearchNumbersQuery, SearchNumbersResult } from "./schemas";
import { searchScopes } from "./scopes";

const SUGGESTIONS = 4;
const NEIGHBOURS = 8;
/** A person waits. What the carrier says later is kept a moment for whoever asks again. */
const ANSWER_MS = 3_000;

/**
 * Numbers for sale. Nothing found is an empty list, with the nearest area codes that do have numbers.
 * Throws `forbidden`, `not_found` (managed account), `carrier_unavailable`, `carrier_refused`.
 */
export async function searchNumbers(
  ctx: Context,
  managedAccountId: string,
  query: SearchNumbersQuery,
): Promise<SearchNumbersResult> {
  requireScope(ctx, searchScopes(ctx.actor));
  const account = await getManagedAccount(ctx, managedAccountId);
  const search = carrierSearch(query);
  try {
    const carrier = carrierOf(account).forOrganization(ctx.organizationId);
    const [found, price] = await Promise.all([
      inTime(carrier.search(search)),
      inTime(findPrice(account, ctx.organizationId, search)).catch(noPrice),
    ]);
    await rememberPlaces(found);
    const suggestions = found.length === 0 ? await nearbyWithNumbers(carrier, search) : [];
    return { data: found.map((number) => serializeForSale(number, price)), suggestions };
  } catch (error) {
    throw error instanceof CarrierError ? searchProblem(error) : error;
  }
}

/** Capabilities only ever narrow: a carrier does not leave numbers out because a filter says false. */
function carrierSearch(query: SearchNumbersQuery): NumberSearch {
  return {
    countryCode: query.country_code,
    phoneNumberType: query.phone_number_type,
    limit: query.limit,
    ...(query.area_code !== undefined && { areaCode: query.area_code }),
    ...(query.voice_enabled && { voiceEnabled: true }),
    ...(query.sms_enabled && { smsEnabled: true }),
    ...(query.mms_enabled && { mmsEnabled: true }),
    ...(query.in_postal_code && { inPostalCode: query.in_postal_code }),
    ...(query.in_region && { inRegion: query.in_region }),
    ...(query.in_locality && { inLocality: query.in_locality }),
    ...(query.contains && { contains: query.contains }),
  };
}

/** Asks the neighbours for one number each, with the same wishes; their failure costs only the suggestions. */
async function nearbyWithNumbers(carrier: Carrier, search: NumberSearch): Promise<AreaCodeSuggestion[]> {
  const { areaCode, inPostalCode: _postal, inLocality: _locality, inRegion: _region, ...wishes } = search;
  if (areaCode === undefined || search.countryCode !== "US") return [];
  const tollFree = search.phoneNumberType === "toll_free";
  const neighbours = nearestAreaCodes(areaCode, NEIGHBOURS).filter(({ code }) => isTollFree(code) === tollFree);
  const stocked = await Promise.all(
    neighbours.map(async (neighbour) => {
      const oneThere = carrier.search({ ...wishes, areaCode: neighbour.code, limit: 1 });
      const found = await inTime(oneThere).catch(noNumbers);
      return found.length > 0 ? neighbour : undefined;
    }),
  );
  return stocked
    .filter((neighbour) => neighbour !== undefined)
    .slice(0, SUGGESTIONS)
    .map(({ code, locality, region }) =>
      tollFree ? { area_code: code, locality: null, region: null } : { area_code: code, locality, region },
    );
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new CarrierError("unavailable", "timeout", `The carrier did not answer a search in ${ANSWER_MS} ms`);
    timer = setTimeout(() => reject(error), ANSWER_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function noNumbers(error: unknown): AvailableNumber[] {
  if (!(error instanceof CarrierError)) throw error;
  logCarrierError(error);
  return [];
}

function noPrice(error: unknown): null {
  if (!(error instanceof CarrierError)) throw error;
  logCarrierError(error);
  return null;
}

function serializeForSale(number: AvailableNumber, price: Money | null): NumberForSale {
  return {
    phone_number: number.phoneNumber,
    friendly_name: number.friendlyName,
    country_code: number.countryCode,
    phone_number_type: number.phoneNumberType,
    locality: number.locality,
    region: number.region,
    postal_code: number.postalCode,
    capabilities: number.capabilities,
    monthly_price: price,
  };
}
