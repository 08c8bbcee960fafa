import twilio from "twilio";
import { z } from "zod";
import { errorFromFailure, errorFromReply, type TwilioReply, unexpectedReply } from "@/lib/carriers/twilio/errors";
import { TwilioRequestClient } from "@/lib/carriers/twilio/request-client";

export type TwilioConfig = {
  accountSid: string;
  /** No call takes longer, from its first byte out to its last byte in. */
  timeoutMs: number;
  /** Scheme, host and port that stand in for all of Twilio's hosts. */
  baseUrl?: string;
  /** Owned numbers a page; Twilio's maximum, 1000, when absent. */
  pageSize?: number;
} & ({ authToken: string } | { apiKeySid: string; apiKeySecret: string });

export type Page<T> = { items: T[]; next: string | null };

export type TwilioClient = ReturnType<typeof createTwilioClient>;

/** The parts of the SDK's response that are read. */
const SdkResponse = z.object({
  statusCode: z.number(),
  body: z.unknown(),
  headers: z.object({
    "retry-after": z.string().optional().catch(undefined),
    "twilio-request-id": z.string().optional().catch(undefined),
  }),
});

type Request = {
  method: "get" | "post" | "delete";
  uri: string;
  params?: Record<string, string>;
  data?: Record<string, string>;
};

/**
 * HTTP to Twilio: one request a call, no retry, no redirect followed, replies parsed by the schema given.
 *
 * Every method throws `CarrierError` and nothing else. The SDK's typed resources are not used: they drop what they do
 * not know and count a redirect as success.
 */
export function createTwilioClient(config: TwilioConfig) {
  const [username, password] =
    "authToken" in config ? [config.accountSid, config.authToken] : [config.apiKeySid, config.apiKeySecret];
  // Empty instead of absent: absent, the SDK would read them from the environment.
  const sdk = twilio(username, password, {
    accountSid: config.accountSid,
    httpClient: new TwilioRequestClient(config.baseUrl, config.timeoutMs),
    edge: "",
    region: "",
    logLevel: "",
  });
  const secrets = [password, Buffer.from(`${username}:${password}`).toString("base64")];
  const redact = (text: string) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text);

  async function send(request: Request): Promise<TwilioReply> {
    const response = await sdk
      .request(request)
      .then((raw: unknown) => SdkResponse.parse(raw))
      .catch((thrown: unknown) => {
        throw errorFromFailure(thrown);
      });
    const reply: TwilioReply = {
      status: response.statusCode,
      body: response.body,
      retryAfter: response.headers["retry-after"],
      requestId: response.headers["twilio-request-id"],
    };
    if (reply.status < 200 || reply.status >= 300) throw errorFromReply(reply, redact);
    return reply;
  }

  async function sendAndParse<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
    const reply = await send(request);
    const parsed = schema.safeParse(reply.body);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map(({ path }) => path.join(".") || "the whole body");
    throw unexpectedReply(reply, [...new Set(where)].slice(0, 5).join(", "));
  }

  const get = <T>(uri: string, schema: z.ZodType<T>, params: Record<string, string> = {}) =>
    sendAndParse({ method: "get", uri, params }, schema);

  return {
    get,
    post: <T>(uri: string, schema: z.ZodType<T>, data: Record<string, string>) =>
      sendAndParse({ method: "post", uri, data }, schema),
    async delete(uri: string): Promise<void> {
      await send({ method: "delete", uri });
    },
    /**
     * Follows the list to its end. Of the link to the next page only the query is used, so that credentials never go
     * to a host that a reply names.
     */
    async *pages<T>(uri: string, schema: z.ZodType<Page<T>>, params: Record<string, string>): AsyncGenerator<T[]> {
      const seen = new Set<string>();
      let page = await get(uri, schema, params);
      for (;;) {
        yield page.items;
        if (page.next === null) return;
        if (!URL.canParse(page.next, uri) || seen.has(page.next)) {
          throw unexpectedReply({ status: 200, body: undefined }, "the link to the next page");
        }
        seen.add(page.next);
        page = await get(uri + new URL(page.next, uri).search, schema);
      }
    },
  };
}
