import type { z } from "zod";
import {
  errorFromFailure,
  errorFromReply,
  type TwilioReply,
  unexpectedReply,
  wrongAccount,
} from "@/lib/carriers/twilio/errors";
import { createHttp, type HttpRequest } from "@/lib/carriers/twilio/http";

export type TwilioConfig = {
  accountSid: string;
  /** The limit for a whole call, from the first byte sent to the last byte received. */
  timeoutMs: number;
  baseUrl?: string;
  /** Owned numbers per page. Default: 1000, Twilio's maximum. */
  pageSize?: number;
} & ({ authToken: string } | { apiKeySid: string; apiKeySecret: string });

export type Page<T> = { items: T[]; next: string | null };

export type TwilioClient = ReturnType<typeof createTwilioClient>;

/** Every method throws `CarrierError` and nothing else. */
export function createTwilioClient(config: TwilioConfig) {
  const [username, password] =
    "authToken" in config ? [config.accountSid, config.authToken] : [config.apiKeySid, config.apiKeySecret];
  const { timeoutMs, baseUrl } = config;
  const credentials = Buffer.from(`${username}:${password}`).toString("base64");
  const http = createHttp({ authorization: `Basic ${credentials}`, timeoutMs, baseUrl });
  const redact = (text: string) => text.replaceAll(password, "[redacted]").replaceAll(credentials, "[redacted]");

  async function send(request: HttpRequest): Promise<TwilioReply> {
    const { status, headers, text } = await http(request).catch((thrown: unknown) => {
      throw errorFromFailure(thrown);
    });
    const reply: TwilioReply = {
      status,
      body: parsed(text),
      retryAfter: single(headers["retry-after"]),
      requestId: single(headers["twilio-request-id"]),
    };
    if (status < 200 || status >= 300) throw errorFromReply(reply, redact);
    return reply;
  }

  /** A key of another account, or a host in between, may answer for the wrong account. */
  function requireAccount(reply: TwilioReply, method: HttpRequest["method"]): void {
    const stranger = accountSidsIn(reply.body).find((sid) => sid.toLowerCase() !== config.accountSid.toLowerCase());
    if (stranger !== undefined) throw wrongAccount(reply, { asked: config.accountSid, stranger, method });
  }

  async function sendAndParse<T>(request: HttpRequest, schema: z.ZodType<T>): Promise<T> {
    const reply = await send(request);
    requireAccount(reply, request.method);
    const read = schema.safeParse(reply.body);
    if (read.success) return read.data;
    const where = read.error.issues.map(({ path }) => path.join(".") || "the whole body");
    throw unexpectedReply(reply, [...new Set(where)].slice(0, 5).join(", "));
  }

  const get = <T>(url: string, schema: z.ZodType<T>, params: Record<string, string> = {}) =>
    sendAndParse({ method: "GET", url, params }, schema);

  return {
    get,
    post: <T>(url: string, schema: z.ZodType<T>, form: Record<string, string>) =>
      sendAndParse({ method: "POST", url, form }, schema),
    async delete(url: string): Promise<void> {
      await send({ method: "DELETE", url });
    },
    /** Uses only the query of a next-page link, so that credentials never go to a host that a response names. */
    async *pages<T>(url: string, schema: z.ZodType<Page<T>>, params: Record<string, string>): AsyncGenerator<T[]> {
      const seen = new Set<string>();
      let page = await get(url, schema, params);
      for (;;) {
        yield page.items;
        if (page.next === null) return;
        if (!URL.canParse(page.next, url) || seen.has(page.next)) {
          throw unexpectedReply({ status: 200, body: undefined }, "the link to the next page");
        }
        seen.add(page.next);
        page = await get(url + new URL(page.next, url).search, schema);
      }
    },
  };
}

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function accountSidsIn(body: unknown): string[] {
  const objects = isObject(body) ? [body, ...Object.values(body).flat()].filter(isObject) : [];
  return objects.flatMap(({ account_sid }) => (typeof account_sid === "string" ? [account_sid] : []));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
