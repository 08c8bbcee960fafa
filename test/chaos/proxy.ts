import { type ClientRequest, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { serveHere } from "@/test/support/serve-here";

/** Sends each request to the next server believed to be up. Never retries; a server that dies loses its responses. */
export async function startProxy(ports: () => number[]) {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const up = ports();
    const port = up[turn++ % Math.max(1, up.length)];
    if (port === undefined) return void outgoing.writeHead(502).end();
    forward(incoming, outgoing, port);
  });
  return serveHere(server);
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url, headers } = incoming;
  const onward: ClientRequest = request({ host: "127.0.0.1", port, method, path: url, headers, agent: false });
  onward.on("response", (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on("error", () => outgoing.destroy());
    answer.on("aborted", () => outgoing.destroy());
  });
  onward.on("error", () => outgoing.destroy());
  outgoing.on("close", () => onward.destroy());
  incoming.on("error", () => onward.destroy());
  incoming.pipe(onward);
}
