import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "@/scripts/failure.mjs";
import type { Options } from "./options";
import type { untilItStandsStill } from "./patience";
import type { Random } from "./random";
import type { World } from "./world";

type Disaster = "kill" | "deploy" | "freeze" | "restart";

export type Weather = {
  done: number;
  total: number;
  kills: number;
  deploys: number;
  freezes: number;
  restarts: number;
  answered: () => number;
};

/** How far disasters may run ahead of the answers, as a fraction of all. */
const AHEAD = 0.1;
/** On an otherwise idle machine. */
const BOOT_MS = 2_500;

/** Kills, shutdowns, freezes and database crashes; the seed decides their order and pauses. */
export async function storm(
  world: World,
  options: Options,
  random: Random,
  weather: Weather,
  { goesOn, happened }: ReturnType<typeof untilItStandsStill>,
) {
  const disasters = random.shuffled<Disaster>([
    ...Array<Disaster>(options.kills).fill("kill"),
    ...Array<Disaster>(options.deploys).fill("deploy"),
    ...Array<Disaster>(options.freezes).fill("freeze"),
    ...Array<Disaster>(options.databaseRestarts).fill("restart"),
  ]);
  weather.total = disasters.length;
  let thaw: Promise<void> = Promise.resolve();
  for (const disaster of disasters) {
    if (!goesOn()) break;
    await sleep(random.between(50, 900) * slowness(world));
    while (weather.done / weather.total > weather.answered() + AHEAD && goesOn()) await sleep(50);
    if (!(await world.servers.oneReady())) throw new Failure("No server came up again.");
    const server = random.pick(world.servers.all.filter(({ ready, frozen }) => ready && !frozen));
    if (disaster === "kill") {
      world.servers.kill(server);
      server.ready = false;
      weather.kills++;
    } else if (disaster === "deploy") {
      world.servers.terminate(server);
      server.ready = false;
      weather.deploys++;
    } else if (disaster === "freeze") {
      await thaw;
      thaw = world.servers.freeze(server, random.between(1.3, 2.2) * world.leaseMs);
      weather.freezes++;
    } else {
      await world.crashDatabase(random.between(0, 600));
      weather.restarts++;
    }
    weather.done++;
    happened();
  }
  await thaw;
}

/** Where servers boot slowly, they run longer between failures; otherwise none would do any work. */
function slowness({ servers }: World): number {
  const boot = servers.bootMs.toSorted((a, b) => a - b)[Math.floor(servers.bootMs.length / 2)] ?? 0;
  return Math.max(1, boot / BOOT_MS);
}
