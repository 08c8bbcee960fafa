import { EventEmitter } from "node:events";
import { Agent, EnvHttpProxyAgent, request } from "undici";

/** How long an unused connection is kept, for the next look or order. */
const KEEP_ALIVE_MS = 30_000;

export type HttpRequest = {
  method: "GET" | "POST" | "DELETE";
  url: string;
  /** Query parameters, besides those of the URL. */
  params?: Record<string, string>;
  /** Sent as a form. */
  form?: Record<string, string>;
};

export type HttpReply = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

type HttpConfig = {
  /** Of the `Authorization` header. */
  authorization: string;
  /** No call takes longer, from its first byte out to its last byte in. */
  timeoutMs: number;
  /** Scheme, host and port that stand in for all of Twilio's hosts. */
  baseUrl?: string | undefined;
};

/**
 * One HTTP request a call with the account's credentials: no retry, no redirect followed, the answer cut off when it is
 * late however it trickles. Goes through the proxy that HTTPS_PROXY names, except to a stand-in.
 *
 * Twilio's SDK is not used: its client takes more than twice the processor time for a request that somebody waits for.
 */
export function createHttp({ authorization, timeoutMs, baseUrl }: HttpConfig) {
  const standIn = baseUrl === undefined ? undefined : new URL(baseUrl);
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, connect: { timeout: timeoutMs } };
  const dispatcher = standIn ? new Agent(options) : new EnvHttpProxyAgent(options);
  const always = {
    Authorization: authorization,
    Accept: "application/json",
    "User-Agent": "trunkline",
  };

  return async ({ method, url, params, form }: HttpRequest): Promise<HttpReply> => {
    const target = new URL(url);
    for (const [name, value] of Object.entries(params ?? {})) target.searchParams.append(name, value);
    const headers: Record<string, string> = { ...always };
    if (form) headers["Content-Type"] = "application/x-www-form-urlencoded";
    if (standIn) {
      headers["X-Twilio-Host"] = target.host;
      target.protocol = standIn.protocol;
      target.host = standIn.host;
    }
    const late = new EventEmitter();
    const timer = setTimeout(() => late.emit("abort"), timeoutMs);
    try {
      const body = form ? new URLSearchParams(form).toString() : null;
      const answer = await request(target, { method, headers, body, dispatcher, signal: late });
      return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
    } finally {
      clearTimeout(timer);
    }
  };
}
