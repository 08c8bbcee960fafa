// The towns that an area code's exchanges serve come from Google libphonenumber's geocoding data (Apache 2.0).
// Coordinates and postal codes: GeoNames (geonames.org, CC BY 4.0). scripts/generate-area-codes.mjs writes the file.
import families from "./localities.data.json";

export type Locality = {
  name: string;
  region: string;
  latitude: number;
  longitude: number;
  postalCodes: string[];
};

const byCode: ReadonlyMap<number, Locality[]> = new Map(
  families.flatMap(({ codes, region, places }) => {
    const localities = places.map((place) => ({ ...place, region }));
    return codes.map((code): [number, Locality[]] => [code, localities]);
  }),
);

/** The main city comes first. Empty for toll-free and unknown codes. */
export function listLocalities(areaCode: number): Locality[] {
  return byCode.get(areaCode) ?? [];
}
