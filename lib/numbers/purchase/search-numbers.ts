import { type AvailableNumber, type Carrier, CarrierError, type NumberSearch } from "@/lib/carriers/carrier";
import { type Context, requireScope } from "@/lib/identity/actor";
import { searchScopes } from "@/lib/identity/permissions";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { getManagedAccount } from "@/lib/numbers/managed-accounts/get-managed-account";
import type { Money } from "@/lib/numbers/phone-numbers/schemas";
import { env } from "@/lib/platform/env";
import { logCarrierError, searchProblem } from "./carrier-problem";
import { findPrice } from "./find-price";
import { rememberPlaces } from "./offered-places";
import type { NumberForSale, SearchNumbersQuery, SearchNumbersResult } from "./schemas";
import { suggestAreaCodes, typeOfAreaCode } from "./suggest-area-codes";
import { withDeadline } from "./with-deadline";

/** After this, a number is shown without its price. */
const PRICE_WAIT_MS = 3_000;
/** Minimum time for area code suggestions after a slow search found nothing. */
const MIN_SUGGEST_MS = 2_000;

/**
 * Without results, suggests the nearest area codes that do have numbers. Throws `forbidden`, `not_found` (managed
 * account), `carrier_unavailable`, `carrier_refused`.
 */
export async function searchNumbers(
  ctx: Context,
  managedAccountId: string,
  query: SearchNumbersQuery,
): Promise<SearchNumbersResult> {
  requireScope(ctx, searchScopes(ctx.actor));
  const account = await getManagedAccount(ctx, managedAccountId);
  const search = carrierSearch(query);
  const begunAt = performance.now();
  const leftMs = () => env().SEARCH_WAIT_MS - (performance.now() - begunAt);
  try {
    const carrier = carrierOf(account).forOrganization(ctx.organizationId);
    const [found, price] = await Promise.all([
      withDeadline(carrier.search(search), leftMs()),
      withDeadline(findPrice(account, ctx.organizationId, search), Math.min(PRICE_WAIT_MS, leftMs())).catch(noPrice),
    ]);
    await rememberPlaces(found);
    if (found.length > 0) return { data: found.map((number) => serializeForSale(number, price)), suggestions: [] };
    return await nothingFound(carrier, search, Math.max(MIN_SUGGEST_MS, leftMs()));
  } catch (error) {
    throw error instanceof CarrierError ? searchProblem(error) : error;
  }
}

async function nothingFound(carrier: Carrier, search: NumberSearch, waitMs: number): Promise<SearchNumbersResult> {
  const { suggestions, isPending } = await suggestAreaCodes(carrier, search, waitMs);
  const fitting = search.areaCode === undefined ? undefined : typeOfAreaCode(search.areaCode);
  const isOther = fitting !== undefined && fitting !== search.phoneNumberType && search.countryCode === "US";
  return {
    data: [],
    suggestions,
    ...(isPending && { suggestions_pending: true }),
    ...(isOther && { area_code_type: fitting }),
  };
}

/** Sends only `true` capabilities, because a carrier does not exclude numbers for a false filter. */
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
