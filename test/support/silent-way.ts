import { once } from "node:events";
import net from "node:net";
import { closeDatabase } from "@/lib/platform/db/db";
import { env, forgetEnvironment } from "@/lib/platform/env";

type Pair = [client: net.Socket, database: net.Socket];

/**
 * Routes all of this process's database connections through a proxy that can go silent like a frozen machine:
 * connections stay open and new ones are accepted, but no data passes.
 */
export async function silentWay() {
  const direct = new URL(env().DATABASE_URL);
  const pairs = new Set<Pair>();
  let isSilent = false;
  const pass = ([client, database]: Pair) => client.pipe(database).pipe(client);
  const hold = ([client, database]: Pair) => {
    for (const end of [client, database]) end.unpipe().pause();
  };
  const way = net.createServer((client) => {
    const pair: Pair = [client, net.connect(Number(direct.port), direct.hostname)];
    pairs.add(pair);
    for (const end of pair) {
      end.on("error", () => {});
      end.on("close", () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    if (isSilent) hold(pair);
    else pass(pair);
  });
  await once(way.listen(0, "127.0.0.1"), "listening");
  const url = new URL(direct);
  url.hostname = "127.0.0.1";
  url.port = String((way.address() as net.AddressInfo).port);
  await connectBy(url);

  return {
    silence() {
      isSilent = true;
      pairs.forEach(hold);
    },
    resume() {
      if (!isSilent) return;
      isSilent = false;
      pairs.forEach(pass);
    },
    async close() {
      await connectBy(direct);
      for (const pair of pairs) for (const end of pair) end.destroy();
      await new Promise((resolve) => way.close(resolve));
    },
  };
}

async function connectBy(url: URL): Promise<void> {
  process.env.DATABASE_URL = url.href;
  forgetEnvironment();
  await closeDatabase();
}
