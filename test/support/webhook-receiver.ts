import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { serveHere } from "./serve-here";

export type Received = { headers: IncomingHttpHeaders; body: string };
export type Answer = (response: ServerResponse) => void;

const ok: Answer = (response) => void response.end("thank you");
/** Breaks the connection after reading the request. */
const drop: Answer = (response) => void response.destroy();
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end(`status ${code}`);

export const answers = { ok, drop, status };

/** The only loopback address that the test environment allows. */
export const receiverHost = "127.0.0.77";

/**
 * A customer's endpoint on loopback. It sends the answers queued with `answerNext`, then `answer`, and records
 * requests. Close it when the test ends.
 */
export async function startWebhookReceiver() {
  const received: Received[] = [];
  const queue: Answer[] = [];
  let otherwise: Answer = ok;
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString("utf8");
    received.push({ headers: request.headers, body });
    (queue.shift() ?? otherwise)(response);
  });
  const { url, port, close } = await serveHere(server, receiverHost);
  return {
    url: `${url}/hooks`,
    port,
    received,
    payloads: () => received.map(({ body }) => JSON.parse(body)),
    answerNext: (...next: Answer[]) => void queue.push(...next),
    answerAlways: (answer: Answer) => {
      otherwise = answer;
    },
    close,
  };
}

/** Returns the payload; throws when its signature does not match the secret. */
export function verified({ headers, body }: Received, secret: string): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}
