import { createServer, request as forward } from "node:http";
import type { Simulator } from "@/simulator/server";
import { serveHere } from "@/test/support/serve-here";

/** A proxy of the simulator that records the maximum number of concurrent requests. */
export async function countInFlight(to: Simulator) {
  let inFlight = 0;
  const server = createServer((incoming, outgoing) => {
    inFlight += 1;
    counted.most = Math.max(counted.most, inFlight);
    outgoing.once("close", () => {
      inFlight -= 1;
    });
    const { method, url: path, headers } = incoming;
    const onward = forward({ port: to.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const { url, close } = await serveHere(server);
  const counted = { url, close, most: 0 };
  return counted;
}
