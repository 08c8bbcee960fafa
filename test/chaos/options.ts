import { parseArgs } from "node:util";
import { Failure } from "@/scripts/failure.mjs";

export type Options = {
  seed: number;
  servers: number;
  purchases: number;
  organizations: number;
  /** The share of bought numbers that are released during the chaos test. */
  releases: number;
  kills: number;
  /** Graceful shutdowns, as in a rollout of a new version. */
  deploys: number;
  freezes: number;
  databaseRestarts: number;
  clients: number;
  /** The longest time without progress. */
  minutes: number;
  parts: { storm: boolean; matrix: boolean; shutdown: boolean };
  /** Names of crash points; undefined for all. */
  points: string[] | undefined;
  output: string | undefined;
  short: boolean;
};

const full = { purchases: 2_000, organizations: 20, kills: 200, deploys: 20, freezes: 20, databaseRestarts: 20 };
/** Used by `npm test`: every kind of failure, in less than a minute. */
const short = { purchases: 40, organizations: 4, kills: 3, deploys: 1, freezes: 1, databaseRestarts: 1 };

/** Reads the command line; `--seed` of an earlier run repeats its orders, faults and disasters. */
export function readOptions(args = process.argv.slice(2)): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({
    args,
    options: {
      seed: text,
      servers: text,
      purchases: text,
      organizations: text,
      releases: text,
      kills: text,
      deploys: text,
      freezes: text,
      "database-restarts": text,
      clients: text,
      minutes: text,
      points: text,
      output: text,
      short: flag,
      "only-storm": flag,
      "only-matrix": flag,
      "only-shutdown": flag,
    },
  });
  const sizes = values.short ? short : full;
  return {
    seed: whole("seed", values.seed, Math.floor(Math.random() * 1_000_000_000), 0),
    servers: whole("servers", values.servers, 2, 2),
    purchases: whole("purchases", values.purchases, sizes.purchases),
    organizations: whole("organizations", values.organizations, sizes.organizations),
    releases: whole("releases", values.releases, 15, 0),
    kills: whole("kills", values.kills, sizes.kills, 0),
    deploys: whole("deploys", values.deploys, sizes.deploys, 0),
    freezes: whole("freezes", values.freezes, sizes.freezes, 0),
    databaseRestarts: whole("database-restarts", values["database-restarts"], sizes.databaseRestarts, 0),
    clients: whole("clients", values.clients, values.short ? 16 : 40),
    minutes: whole("minutes", values.minutes, values.short ? 3 : 10),
    parts: partsOf(values),
    points: values.points?.split(","),
    output: values.output,
    short: values.short === true,
  };
}

type Flags = { short?: boolean; "only-storm"?: boolean; "only-matrix"?: boolean; "only-shutdown"?: boolean };

function partsOf({ short, ...only }: Flags): Options["parts"] {
  const [storm, matrix, shutdown] = [only["only-storm"], only["only-matrix"], only["only-shutdown"]];
  const all = !storm && !matrix && !shutdown;
  return { storm: storm ?? all, matrix: matrix ?? (all && !short), shutdown: shutdown ?? all };
}

function whole(name: string, given: string | undefined, otherwise: number, least = 1): number {
  const value = given === undefined ? otherwise : Number(given);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Failure(`--${name} takes a whole number of at least ${least}.`);
}
