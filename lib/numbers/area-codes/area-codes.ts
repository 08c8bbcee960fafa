// Which codes and main cities exist: scripts/area-codes.txt, as assigned by NANPA in November 2026.
// Coordinates: GeoNames postal codes (geonames.org, CC BY 4.0). scripts/generate-area-codes.mjs writes the file.
import geographicAreaCodes from "./area-codes.data.json";

export type AreaCode = {
  code: number;
  locality: string;
  /** Two-letter state, DC included; "US" for toll-free codes. */
  region: string;
  latitude: number;
  longitude: number;
};

const middleOfTheCountry = { latitude: 39.8283, longitude: -98.5795 };

const tollFreeAreaCodes: AreaCode[] = [800, 888, 877, 866, 855, 844, 833].map((code) => ({
  code,
  locality: "Toll-free",
  region: "US",
  ...middleOfTheCountry,
}));

const byCode: ReadonlyMap<number, AreaCode> = new Map(
  [...geographicAreaCodes, ...tollFreeAreaCodes].map((areaCode) => [areaCode.code, areaCode]),
);

/** Sorted by number; the toll-free codes follow, oldest first. */
export function listAreaCodes(): AreaCode[] {
  return [...byCode.values()];
}

export function findAreaCode(code: number): AreaCode | undefined {
  return byCode.get(code);
}

export function isTollFree(code: number): boolean {
  return byCode.get(code)?.region === "US";
}

/**
 * Nearest first by great-circle distance between main cities; overlays of the same area come first, by number. For a
 * toll-free code: the other toll-free codes, oldest first.
 * @returns at most `count` codes, never `code` itself; empty for an unknown code
 */
export function nearestAreaCodes(code: number, count: number): AreaCode[] {
  const origin = byCode.get(code);
  if (!origin || count <= 0) return [];
  if (isTollFree(code)) return tollFreeAreaCodes.filter((other) => other.code !== code).slice(0, count);
  return geographicAreaCodes
    .filter((other) => other.code !== code)
    .map((areaCode) => ({ areaCode, distance: distanceInMiles(origin, areaCode) }))
    .sort((a, b) => a.distance - b.distance || a.areaCode.code - b.areaCode.code)
    .slice(0, count)
    .map(({ areaCode }) => areaCode);
}

type Coordinates = { latitude: number; longitude: number };

/** Great-circle distance in statute miles (haversine). */
export function distanceInMiles(a: Coordinates, b: Coordinates): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const halfChord =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) *
      Math.cos(radians(b.latitude)) *
      Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 3958.8 * Math.asin(Math.min(1, Math.sqrt(halfChord)));
}
