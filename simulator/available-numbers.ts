import { distanceInMiles, findAreaCode } from "@/lib/numbers/area-codes/area-codes";
import { parsePageSize } from "./paging";
import type { SimulatorState } from "./state";
import { findStockNumber, listStock, type StockNumber } from "./stock";
import {
  invalidParameter,
  notFound,
  optional,
  parseBoolean,
  parseInteger,
  type Reply,
  type TwilioRequest,
} from "./twilio-request";

/** Twilio's limit regardless of PageSize; there is no second page. */
const LARGEST_ANSWER = 30;

const numberTypes: Record<string, StockNumber["type"]> = { Local: "local", TollFree: "toll_free" };

/** `GET …/AvailablePhoneNumbers/{country}/{type}.json`: 200 with an empty list when nothing matches. */
export function searchAvailableNumbers({ store, path, params, query }: TwilioRequest): Reply {
  const type = numberTypes[params.type ?? ""];
  if (params.country !== "US" || !type) throw notFound(path);
  const limit = Math.min(parsePageSize(query) ?? LARGEST_ANSWER, LARGEST_ANSWER);
  const fits = parseFilters(query);
  const addressOf = addressRequirementsIn(store.state);
  const excluded = ["ExcludeAllAddressRequired", "ExcludeForeignAddressRequired", "ExcludeLocalAddressRequired"].some(
    (name) => parseBoolean(query, name, false),
  );
  const center = parseCenter(query);
  const areaCode = optional(query, "AreaCode");
  if (areaCode !== undefined && !/^\d{3}$/.test(areaCode)) throw invalidParameter("AreaCode must have three digits");

  const found: { number: StockNumber; distance: number }[] = [];
  for (const number of listStock(type, areaCode === undefined ? undefined : [Number(areaCode)])) {
    if (!isForSale(store.state, number) || !fits(number)) continue;
    if (excluded && addressOf(number) !== "none") continue;
    const distance = center ? distanceTo(center, number) : 0;
    if (center && distance > center.miles) continue;
    found.push({ number, distance });
    if (!center && found.length === limit) break;
  }
  if (center) found.sort((a, b) => a.distance - b.distance);

  return {
    status: 200,
    body: {
      uri: query.size === 0 ? path : `${path}?${query}`,
      available_phone_numbers: found
        .slice(0, limit)
        .map(({ number }) => availableNumberBody(number, addressOf(number))),
    },
  };
}

/** `GET …/AvailablePhoneNumbers.json` */
export function listCountries(request: TwilioRequest): Reply {
  const path = request.path.replace(/\.json$/, "/US.json");
  return { status: 200, body: { uri: request.path, countries: [countryBody(path)] } };
}

/** `GET …/AvailablePhoneNumbers/{country}.json` */
export function getCountry({ path, params }: TwilioRequest): Reply {
  if (params.country !== "US") throw notFound(path);
  return { status: 200, body: countryBody(path) };
}

/** In stock, in an area code that is not sold out, and not owned by anyone. */
export function isForSale(state: SimulatorState, { phoneNumber, areaCode }: StockNumber): boolean {
  return (
    !state.numbersByE164.has(phoneNumber) && !state.unavailable.has(phoneNumber) && !state.emptyAreaCodes.has(areaCode)
  );
}

export function addressRequirementsIn({ regulatory }: SimulatorState) {
  return ({ phoneNumber, addressRequirements }: StockNumber) =>
    regulatory.get(phoneNumber) === "address" ? "any" : addressRequirements;
}

/** `(415) 555-0100` */
export function formatNational(phoneNumber: string): string {
  return phoneNumber.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
}

function parseFilters(query: URLSearchParams): (number: StockNumber) => boolean {
  const wanted = (["voice", "sms", "mms"] as const).filter((capability) => {
    const name = { voice: "VoiceEnabled", sms: "SmsEnabled", mms: "MmsEnabled" }[capability];
    return parseBoolean(query, name, false);
  });
  const pattern = parsePattern(optional(query, "Contains"));
  const same = (value: string | undefined) => (actual: string | null) =>
    value === undefined || actual?.toLowerCase() === value.trim().toLowerCase();
  const isPostalCode = same(optional(query, "InPostalCode"));
  const isRegion = same(optional(query, "InRegion"));
  const isLocality = same(optional(query, "InLocality"));
  const isRateCenter = same(optional(query, "InRateCenter"));

  return (number) =>
    wanted.every((capability) => number.capabilities[capability]) &&
    isPostalCode(number.postalCode) &&
    isRegion(number.region) &&
    isLocality(number.locality) &&
    isRateCenter(rateCenterOf(number)) &&
    (pattern?.test(number.phoneNumber.slice(1)) ?? true);
}

/**
 * Digits, keypad letters, `*` for one digit, `%` for any digits, `+` for the start, `$` for the end. Needs two digits
 * or letters; the other signs must not be adjacent or between them.
 */
function parsePattern(contains: string | undefined): RegExp | undefined {
  if (contains === undefined) return undefined;
  if (!/^[+*%]?[0-9A-Za-z]{2,}[*%$]?$/.test(contains) || contains.length > 16) {
    throw invalidParameter("Contains must be 2 to 16 digits and letters, with one of * % + $ before or after them");
  }
  const source = [...contains.toLowerCase()].map((character) => {
    if (character === "+") return "^";
    if (character === "$") return "$";
    if (character === "*") return "\\d";
    if (character === "%") return "\\d*";
    return keypadDigits[character] ?? character;
  });
  return new RegExp(source.join(""));
}

const keypadDigits: Record<string, string> = Object.fromEntries(
  ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String(index + 2)]),
  ),
);

type Center = { latitude: number; longitude: number; miles: number };

function parseCenter(query: URLSearchParams): Center | undefined {
  const miles = parseInteger(query, "Distance", 1, 500, 25);
  const latLong = optional(query, "NearLatLong");
  if (latLong !== undefined) {
    const [latitude = Number.NaN, longitude = Number.NaN] = latLong.split(",").map(Number);
    if (Number.isNaN(latitude + longitude)) throw invalidParameter("NearLatLong must be latitude,longitude");
    return { latitude, longitude, miles };
  }
  const phoneNumber = optional(query, "NearNumber");
  if (phoneNumber === undefined) return undefined;
  const stocked = findStockNumber(phoneNumber);
  const place =
    stocked && stocked.latitude !== null && stocked.longitude !== null
      ? { latitude: stocked.latitude, longitude: stocked.longitude }
      : findAreaCode(Number(/^\+1(\d{3})\d{7}$/.exec(phoneNumber)?.[1]));
  if (!place) throw invalidParameter("NearNumber must be an American number");
  return { latitude: place.latitude, longitude: place.longitude, miles };
}

function distanceTo(center: Center, { latitude, longitude }: StockNumber): number {
  return latitude === null || longitude === null
    ? Number.POSITIVE_INFINITY
    : distanceInMiles(center, { latitude, longitude });
}

function rateCenterOf({ locality }: StockNumber): string | null {
  return (
    locality
      ?.toUpperCase()
      .replace(/[^A-Z]/g, "")
      .slice(0, 10) ?? null
  );
}

function availableNumberBody(number: StockNumber, addressRequirements: StockNumber["addressRequirements"]) {
  const { voice, sms, mms } = number.capabilities;
  return {
    friendly_name: formatNational(number.phoneNumber),
    phone_number: number.phoneNumber,
    lata: null,
    locality: number.locality,
    rate_center: rateCenterOf(number),
    latitude: number.latitude?.toFixed(6) ?? null,
    longitude: number.longitude?.toFixed(6) ?? null,
    region: number.region,
    postal_code: number.postalCode,
    iso_country: "US",
    address_requirements: addressRequirements,
    beta: false,
    capabilities: { voice, SMS: sms, MMS: mms },
  };
}

function countryBody(path: string) {
  const base = path.replace(/\.json$/, "");
  return {
    country_code: "US",
    country: "United States",
    uri: path,
    beta: false,
    subresource_uris: { local: `${base}/Local.json`, toll_free: `${base}/TollFree.json` },
  };
}
