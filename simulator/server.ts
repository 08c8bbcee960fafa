import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { answerControl } from "./control";
import { createFaults } from "./faults";
import { cancelPending, defaultTraffic, type Simulation, type Traffic } from "./simulation";
import { openStore } from "./store";
import { answerTwilio } from "./twilio-exchange";
import type { Reply } from "./twilio-request";

export type SimulatorOptions = {
  /** 0 picks a free port. */
  port: number;
  /** Default: 127.0.0.1. */
  host?: string;
  /** The account's journal; without it, the state is lost on close. */
  stateFile?: string;
  accountSid: string;
  authToken: string;
  /** API key SID to secret. */
  apiKeys?: Record<string, string>;
  /** Default: no delay, and a hundred concurrent requests. */
  traffic?: Partial<Traffic>;
};

export type Simulator = { url: string; port: number; close(): Promise<void> };

const CONTROL = "/_simulator/";

/**
 * Starts a simulator of Twilio's REST API: api, trunking and pricing on one origin, distinguished by path, and a
 * control endpoint below `/_simulator/` for callers on this machine.
 * @throws Error when the port is taken or the journal is damaged
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, host = "127.0.0.1", stateFile, accountSid, authToken, apiKeys = {} } = options;
  const ownTraffic = { ...defaultTraffic, ...options.traffic };
  const simulation: Simulation = {
    accountSid,
    accounts: new Map([[accountSid, { owner: null, status: "active" }]]),
    credentials: new Map(
      [[accountSid, authToken] as const, ...Object.entries(apiKeys)].map(([user, secret]) => [
        user,
        { secret, accountSid },
      ]),
    ),
    store: openStore(stateFile),
    faults: createFaults(),
    requests: new Map(),
    inFlight: new Map(),
    traffic: { ...ownTraffic },
    ownTraffic,
    pending: new Map(),
  };
  const server = createServer((request, response) => {
    serve(simulation, request, response).catch((error: unknown) => {
      const clientGaveUp = !request.complete;
      if (!clientGaveUp) process.stderr.write(`simulator: ${error instanceof Error ? error.stack : error}\n`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const boundPort = typeof address === "object" && address ? address.port : port;

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${boundPort}`,
    port: boundPort,
    async close() {
      cancelPending(simulation);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      simulation.store.close();
    },
  };
}

async function serve(simulation: Simulation, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  const body = await readBody(request);
  if (!path.startsWith(CONTROL)) {
    answerTwilio(simulation, request, response, body);
    return;
  }
  const reply: Reply =
    isLoopback(request.socket.remoteAddress) && !isFromPage(request)
      ? answerControl(simulation, request.method ?? "GET", path.slice(CONTROL.length), body)
      : { status: 403, body: { error: "only from programs on this machine" } };
  response.writeHead(reply.status, { "Content-Type": "application/json" }).end(JSON.stringify(reply.body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Whether a browser page sent the request: pages of any site reach loopback from a browser on this machine. */
function isFromPage({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  return headers.origin !== undefined || (site !== undefined && site !== "none");
}

/** Whether a remote address is this machine, in IPv4 or IPv6 notation. */
export function isLoopback(address: string | undefined): boolean {
  return address === "::1" || /^(::ffff:)?127\./.test(address ?? "");
}
