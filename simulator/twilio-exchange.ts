import type { IncomingMessage, ServerResponse } from "node:http";
import { checkParameters } from "./check-parameters";
import type { AccountStatus, Fault, FaultKind } from "./control-contract";
import { latencyOf } from "./faults";
import { actLater, type Simulation } from "./simulation";
import { refuseByStanding } from "./standing";
import { findRoute } from "./twilio-api";
import { newSid, notFound, type Reply, type Route, TwilioError, type TwilioRequest } from "./twilio-request";

type Exchange = { response: ServerResponse; headers: () => Record<string, string> };

/** Answers one request to Twilio's API: counts it, authenticates the caller and applies armed faults. */
export function answerTwilio(
  simulation: Simulation,
  incoming: IncomingMessage,
  response: ServerResponse,
  body: string,
): void {
  const began = performance.now();
  const origin = `http://${incoming.headers.host ?? "localhost"}`;
  const url = new URL(incoming.url ?? "/", origin);
  const found = findRoute(incoming.method ?? "GET", url.pathname);
  const operation = typeof found === "string" ? "other" : found.route.operation;
  simulation.requests.set(operation, (simulation.requests.get(operation) ?? 0) + 1);

  const path = url.pathname;
  const asked = accountOf(simulation, incoming.headers.authorization, path);
  const accountSid = asked instanceof TwilioError ? "" : asked.accountSid;
  const exchange = beginExchange(simulation, response, accountSid, began);
  if (asked instanceof TwilioError || typeof found === "string") {
    const missing = found === "method_mismatch" ? new TwilioError(405, 20004, "Method not allowed") : notFound(path);
    send(exchange, (asked instanceof TwilioError ? asked : missing).toReply());
    return;
  }
  if ((simulation.inFlight.get(accountSid) ?? 0) > simulation.traffic.concurrency) {
    send(exchange, new TwilioError(429, 20429, "Too many concurrent requests").toReply());
    return;
  }

  const { store } = simulation;
  const { route, params } = found;
  const form = new URLSearchParams(body);
  const owns: TwilioRequest["owns"] = (object) => (object.accountSid ?? simulation.accountSid) === accountSid;
  const { standing } = asked;
  const query = url.searchParams;
  const request: TwilioRequest = { store, accountSid, standing, owns, origin, path, params, query, form };
  const phoneNumber = route.phoneNumber?.(request);
  const { delay, fault } = simulation.faults.strike(operation, phoneNumber);
  const perform = () => performRoute(route, request);
  const answer = () => {
    if (fault) misfortunes[fault.kind]({ simulation, exchange, fault, phoneNumber, perform });
    else send(exchange, perform());
  };
  const wait = delay + latencyOfTraffic(simulation);
  if (wait > 0) actLater(simulation, wait, answer, () => drop(exchange));
  else answer();
}

function latencyOfTraffic({ traffic: { latencyMs, latencySpreadMs } }: Simulation): number {
  return latencyMs === 0 ? 0 : Math.max(0, latencyMs + (2 * Math.random() - 1) * latencySpreadMs);
}

function beginExchange(
  { inFlight }: Simulation,
  response: ServerResponse,
  accountSid: string,
  began: number,
): Exchange {
  const add = (count: number) => inFlight.set(accountSid, (inFlight.get(accountSid) ?? 0) + count);
  add(1);
  response.once("close", () => add(-1));
  const headers = () => ({
    "Twilio-Request-Id": newSid("RQ"),
    "Twilio-Concurrent-Requests": String(inFlight.get(accountSid)),
    "Twilio-Request-Duration": ((performance.now() - began) / 1000).toFixed(3),
  });
  return { response, headers };
}

/**
 * The account in the path, if it is the caller's own or its subaccount; otherwise the caller's own, as in Trunking and
 * Pricing (twilio/twilio-python#785).
 */
function accountOf(
  { accountSid: first, accounts, credentials, store }: Simulation,
  authorization: string | undefined,
  path: string,
): { accountSid: string; standing: AccountStatus } | TwilioError {
  const basic = /^Basic (.+)$/i.exec(authorization ?? "")?.[1];
  const [user = "", secret] = basic ? Buffer.from(basic, "base64").toString().split(/:(.*)/s) : [];
  const pathAccount = /^\/2010-04-01\/Accounts\/(\w+)/.exec(path)?.[1];
  const caller = credentials.get(user);
  const authentic = caller !== undefined && secret !== undefined && caller.secret === secret;
  if (!authentic) return new TwilioError(401, 20003, "Authenticate");
  const own = caller.accountSid;
  const statusOf = (sid: string) => (sid === first ? store.state.accountStatus : accounts.get(sid)?.status) ?? "active";
  const status = statusOf(own);
  const foreign = pathAccount !== undefined && pathAccount !== own && accounts.get(pathAccount)?.owner !== own;
  if (foreign || status === "bad_credentials") return new TwilioError(401, 20003, "Authenticate");
  if (status === "suspended") return new TwilioError(403, 20403, "Account is suspended");
  const accountSid = pathAccount ?? own;
  return { accountSid, standing: statusOf(accountSid) };
}

function performRoute(route: Route, request: TwilioRequest): Reply {
  try {
    checkParameters(route.method, request);
    refuseByStanding(route.operation, request);
    return route.handle(request);
  } catch (error) {
    if (error instanceof TwilioError) return error.toReply();
    process.stderr.write(`simulator: ${error instanceof Error ? error.stack : error}\n`);
    return serverError(500);
  }
}

type Struck = {
  simulation: Simulation;
  exchange: Exchange;
  fault: Fault;
  phoneNumber: string | undefined;
  perform: () => Reply;
};

const misfortunes: Record<FaultKind, (struck: Struck) => void> = {
  latency: ({ exchange, perform }) => send(exchange, perform()),
  rate_limit: ({ exchange, fault }) =>
    send(exchange, new TwilioError(429, 20429, "Too Many Requests").toReply(), retryAfter(fault)),
  error_before: ({ exchange, fault }) => send(exchange, serverError(fault.status ?? 500)),
  error_after: ({ exchange, fault, perform }) => {
    perform();
    send(exchange, serverError(fault.status ?? 500));
  },
  drop_before: ({ exchange }) => drop(exchange),
  drop_after: ({ exchange, perform }) => {
    perform();
    drop(exchange);
  },
  html_502: ({ exchange }) => sendBadGateway(exchange),
  hang: () => undefined,
  taken: ({ simulation, exchange, phoneNumber, perform }) => {
    takeByStranger(simulation, phoneNumber);
    send(exchange, perform());
  },
  emergency: ({ exchange }) =>
    send(exchange, new TwilioError(400, 21634, "Phone number has an emergency address").toReply()),
  truncate_page: ({ exchange, perform }) => sendHalf(exchange, perform()),
  late_effect: ({ simulation, exchange, fault, perform }) => {
    actLater(simulation, latencyOf(fault), perform);
    if (fault.status === undefined) drop(exchange);
    else send(exchange, serverError(fault.status));
  },
};

const serverError = (status: 500 | 503): Reply =>
  new TwilioError(status, 20000 + status, status === 500 ? "Internal Server Error" : "Service Unavailable").toReply();

const retryAfter = ({ retry_after }: Fault): Record<string, string> =>
  retry_after === undefined ? {} : { "Retry-After": String(retry_after) };

function takeByStranger({ store }: Simulation, phoneNumber: string | undefined): void {
  if (phoneNumber === undefined || store.state.numbersByE164.has(phoneNumber)) return;
  store.record({ type: "number_taken", phoneNumber, at: Date.now() });
}

function send({ response, headers }: Exchange, reply: Reply, extra: Record<string, string> = {}): void {
  const authenticate = reply.status === 401 ? { "WWW-Authenticate": 'Basic realm="Twilio API"' } : {};
  if (reply.body === undefined) {
    response.writeHead(reply.status, { ...headers(), ...authenticate, ...extra }).end();
    return;
  }
  const text = JSON.stringify(reply.body);
  const content = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) };
  response.writeHead(reply.status, { ...content, ...headers(), ...authenticate, ...extra }).end(text);
}

function sendHalf(exchange: Exchange, reply: Reply): void {
  const text = JSON.stringify(reply.body ?? null);
  const { response, headers } = exchange;
  const content = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) };
  response.writeHead(reply.status, { ...content, ...headers() });
  response.write(text.slice(0, Math.floor(text.length / 2)), () => drop(exchange));
}

function sendBadGateway({ response }: Exchange): void {
  const page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";
  response.writeHead(502, { "Content-Type": "text/html", "Content-Length": Buffer.byteLength(page) }).end(page);
}

function drop({ response }: Exchange): void {
  response.socket?.destroy();
}
