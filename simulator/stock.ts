import { isTollFree, listAreaCodes } from "@/lib/numbers/area-codes/area-codes";
import { listLocalities } from "@/lib/numbers/area-codes/localities";

export type NumberCapabilities = { voice: boolean; sms: boolean; mms: boolean };

export type StockNumber = {
  phoneNumber: string;
  areaCode: number;
  type: "local" | "toll_free";
  locality: string | null;
  region: string | null;
  postalCode: string | null;
  latitude: number | null;
  longitude: number | null;
  capabilities: NumberCapabilities;
  /** `any`: sold only with an address. */
  addressRequirements: "none" | "any";
};

/** Twilio's test values: https://www.twilio.com/docs/iam/test-credentials */
export const magicNumbers = {
  available: "+15005550006",
  unavailable: "+15005550000",
  invalid: "+15005550001",
  areaCodeWithNumbers: 500,
  areaCodeWithoutNumbers: 533,
} as const;

/** Initially sold out, like famous area codes; the control endpoint can refill them. */
export const initiallyEmptyAreaCodes: readonly number[] = [202, 212, 305, 310, 404, 617, 702, 866, 906];

/** The last lines of Hawaii require an address. */
export const areaCodeWithAddresses = 808;
const LINES_WITHOUT_ADDRESS = 90;

/** Exchange 555 reserves lines 0100 to 0199 for fiction, so no real phone can ring. */
const LINES_PER_AREA_CODE = 100;
const FIRST_LINE = 100;

const stockCodes = listAreaCodes().map(({ code }) => code);
const codesOf = {
  local: stockCodes.filter((code) => !isTollFree(code)),
  toll_free: stockCodes.filter(isTollFree),
};
const known = new Set(stockCodes);
const numbersByAreaCode = new Map<number, StockNumber[]>();

/** Whether or not the number is sold; undefined when the simulator never has it. */
export function findStockNumber(phoneNumber: string): StockNumber | undefined {
  if (phoneNumber === magicNumbers.available) return magicStockNumber;
  const match = /^\+1(\d{3})555(01\d\d)$/.exec(phoneNumber);
  const areaCode = Number(match?.[1]);
  if (!match || !known.has(areaCode)) return undefined;
  return stockOf(areaCode)[Number(match[2]) - FIRST_LINE];
}

/** All numbers of the area codes, or of the type, in a fixed order that looks random and mixes cities. */
export function* listStock(type: StockNumber["type"], areaCodes?: readonly number[]): Generator<StockNumber> {
  const codes = areaCodes ? areaCodes.filter((code) => codesOf[type].includes(code)) : codesOf[type];
  const size = codes.length * LINES_PER_AREA_CODE;
  const stride = strideThroughAll(size);
  for (let step = 0, position = 17 % size; step < size; step += 1, position = (position + stride) % size) {
    const code = codes[Math.floor(position / LINES_PER_AREA_CODE)];
    const number = code === undefined ? undefined : stockOf(code)[position % LINES_PER_AREA_CODE];
    if (number) yield number;
  }
}

function strideThroughAll(size: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = Math.floor(size * 0.618);
  while (divisor(stride, size) > 1) stride += 1;
  return stride;
}

function stockOf(areaCode: number): StockNumber[] {
  const made = numbersByAreaCode.get(areaCode);
  if (made) return made;
  const localities = listLocalities(areaCode);
  const overlay = codesOf.local.filter((code) => listLocalities(code) === localities).indexOf(areaCode);
  const numbers = Array.from({ length: LINES_PER_AREA_CODE }, (_, index) => makeNumber(areaCode, overlay, index));
  numbersByAreaCode.set(areaCode, numbers);
  return numbers;
}

function makeNumber(areaCode: number, overlay: number, index: number): StockNumber {
  const roll = scatter(areaCode * LINES_PER_AREA_CODE + index) % 100;
  return {
    phoneNumber: `+1${areaCode}555${String(FIRST_LINE + index).padStart(4, "0")}`,
    areaCode,
    capabilities: { voice: roll >= 4, sms: roll < 92, mms: roll < 80 },
    addressRequirements: areaCode === areaCodeWithAddresses && index >= LINES_WITHOUT_ADDRESS ? "any" : "none",
    ...(isTollFree(areaCode)
      ? { type: "toll_free", locality: null, region: null, postalCode: null, latitude: null, longitude: null }
      : { type: "local", ...placeOf(areaCode, overlay, index) }),
  };
}

/**
 * Every second number is in the main city. Overlays share the city's postal codes, so that nearly every code has a
 * number; the other numbers are spread over nearby towns.
 */
function placeOf(areaCode: number, overlay: number, index: number) {
  const [city, ...towns] = listLocalities(areaCode);
  const half = Math.floor(index / 2);
  const town = index % 2 === 1 ? towns[half % towns.length] : undefined;
  const locality = town ?? city;
  if (!locality) throw new Error(`no locality for area code ${areaCode}`);
  const turn = town
    ? overlay + Math.floor(half / towns.length)
    : towns.length === 0
      ? overlay * LINES_PER_AREA_CODE + index
      : overlay * (LINES_PER_AREA_CODE / 2) + half;
  const { name, region, latitude, longitude, postalCodes } = locality;
  return { locality: name, region, latitude, longitude, postalCode: postalCodes[turn % postalCodes.length] ?? null };
}

/** Scatters a small integer over 32 bits. */
function scatter(value: number): number {
  let bits = value + 0x9e3779b9;
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

const magicStockNumber: StockNumber = {
  phoneNumber: magicNumbers.available,
  areaCode: magicNumbers.areaCodeWithNumbers,
  type: "local",
  locality: null,
  region: null,
  postalCode: null,
  latitude: null,
  longitude: null,
  capabilities: { voice: true, sms: true, mms: true },
  addressRequirements: "none",
};
