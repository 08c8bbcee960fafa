import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Listens on a free local port and returns its URL. */
export async function serveHere(server: Server, host = "127.0.0.1") {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${host}:${port}`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
