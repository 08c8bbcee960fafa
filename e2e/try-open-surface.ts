import { fuzzOpenSurface, MAX_HEALTH_CHECKS, measureOpenSurface } from "@/test/security/open-surface";

/* Runs the open-surface checks in their own process, because the runner cannot load the app's server code. */

const [what, origin = "", seed = ""] = process.argv.slice(2);
const measured = async () => {
  const costs = await measureOpenSurface(origin, process.env.METRICS_TOKEN ?? "");
  return { addresses: costs.length, tooCostly: costs.filter(({ ratio }) => ratio > MAX_HEALTH_CHECKS) };
};
const told = what === "fuzz" ? await fuzzOpenSurface(origin, { seed: Number(seed), requests: 400 }) : await measured();
process.stdout.write(`\n${JSON.stringify(told)}`, () => process.exit());
