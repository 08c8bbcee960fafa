import { type Carrier, CarrierError, type NumberSearch, type PhoneNumberType } from "@/lib/carriers/carrier";
import { type AreaCode, findAreaCode, isTollFree, nearestAreaCodes } from "@/lib/numbers/area-codes/area-codes";
import { logCarrierError } from "./carrier-problem";
import type { AreaCodeSuggestion } from "./schemas";
import { withDeadline } from "./with-deadline";

const SUGGESTIONS = 4;
const NEIGHBOURS = 8;

export type Suggested = {
  suggestions: AreaCodeSuggestion[];
  /** Some neighbors have not answered yet, so a later request may find more. */
  isPending: boolean;
};

export function typeOfAreaCode(areaCode: number): PhoneNumberType | undefined {
  if (!findAreaCode(areaCode)) return undefined;
  return isTollFree(areaCode) ? "toll_free" : "local";
}

/**
 * When the area code cannot have the requested type, suggests codes of its own type, starting with itself. Slow
 * neighbors are left out, but their late answers stay cached for the next request.
 * @param waitMs milliseconds to wait for all neighbors
 */
export async function suggestAreaCodes(carrier: Carrier, search: NumberSearch, waitMs: number): Promise<Suggested> {
  const { areaCode, inPostalCode: _postal, inLocality: _locality, inRegion: _region, ...wishes } = search;
  const phoneNumberType = areaCode === undefined ? undefined : typeOfAreaCode(areaCode);
  if (areaCode === undefined || phoneNumberType === undefined || search.countryCode !== "US") {
    return { suggestions: [], isPending: false };
  }
  const neighbors = nearestAreaCodes(areaCode, NEIGHBOURS).filter(
    ({ code }) => typeOfAreaCode(code) === phoneNumberType,
  );
  const own = phoneNumberType === search.phoneNumberType ? [] : [findAreaCode(areaCode)].filter(isKnown);
  const answers = await Promise.all(
    [...own, ...neighbors].map(async (candidate) => {
      const oneThere = carrier.search({ ...wishes, phoneNumberType, areaCode: candidate.code, limit: 1 });
      return { candidate, has: await hasNumbers(withDeadline(oneThere, waitMs)) };
    }),
  );
  const stocked = answers.filter(({ has }) => has === true).slice(0, SUGGESTIONS);
  return {
    suggestions: stocked.map(({ candidate }) => toSuggestion(candidate, phoneNumberType)),
    isPending: stocked.length < SUGGESTIONS && answers.some(({ has }) => has === undefined),
  };
}

const isKnown = (areaCode: AreaCode | undefined): areaCode is AreaCode => areaCode !== undefined;

async function hasNumbers(found: Promise<unknown[]>): Promise<boolean | undefined> {
  try {
    return (await found).length > 0;
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    logCarrierError(error);
    return error.kind === "refused" ? false : undefined;
  }
}

function toSuggestion({ code, locality, region }: AreaCode, phoneNumberType: PhoneNumberType): AreaCodeSuggestion {
  const place = phoneNumberType === "toll_free" ? { locality: null, region: null } : { locality, region };
  return { area_code: code, phone_number_type: phoneNumberType, ...place };
}
