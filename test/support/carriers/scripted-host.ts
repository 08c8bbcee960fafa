import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { serveHere } from "@/test/support/serve-here";

export type SeenRequest = { method: string; url: string; headers: IncomingMessage["headers"]; body: string };

/** A host with scripted responses, including ones that no HTTP server should send. It records its requests. */
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
  const { url, close } = await serveHere(server);

  return {
    url,
    close,
    seen,
    /** Clears the recorded requests and sends this response from now on. */
    answerWith(next: typeof answer): void {
      seen.length = 0;
      answer = next;
    },
  };
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
