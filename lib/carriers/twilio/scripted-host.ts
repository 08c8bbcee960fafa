import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type SeenRequest = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };

/** For tests: a host that answers as it is told, also in ways that no HTTP server should. It records what it was asked. */
export async function startScriptedHost() {
  const seen: SeenRequest[] = [];
  let answer: (response: ServerResponse, request: SeenRequest) => void = (response) => response.destroy();

  const server = createServer(async (incoming, response) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    const { method = "", url = "", headers } = incoming;
    const request = { method, url, headers, body };
    seen.push(request);
    answer(response, request);
  });

  return {
    url: await listenHere(server),
    seen,
    /** Forgets what was seen and answers like this from now on. */
    answerWith(next: typeof answer): void {
      seen.length = 0;
      answer = next;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Its address, on a free port of this machine alone. */
export async function listenHere(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
