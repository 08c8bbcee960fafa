import ipaddr from "ipaddr.js";
import { z } from "zod";

const milliseconds = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number of milliseconds")
    .transform(Number)
    .prefault(String(fallback));

/** Parses CIDR ranges: `10.0.0.0/8, fd00::/8`. */
const addressRanges = z
  .string()
  .prefault("")
  .transform((text) => text.split(",").flatMap((range) => range.trim() || []))
  .refine((ranges) => ranges.every(ipaddr.isValidCIDR), "must be CIDR ranges such as 10.0.0.0/8,fd00::/8")
  .transform((ranges) => ranges.map(ipaddr.parseCIDR));

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

/** Parses ports into first and last: `80,443,8000-8999`. */
const portRanges = z
  .string()
  .prefault("80,443")
  .transform((text) => text.split(",").map((range) => range.trim().split("-")))
  .refine(
    (ranges) => ranges.every((range) => range.length <= 2 && range.every(isPort)),
    "must be ports and ranges of ports such as 80,443,8000-8999",
  )
  .transform((ranges) => ranges.map(([first, last = first]): [number, number] => [Number(first), Number(last)]));

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

const points = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number; 0 for no limit")
    .transform(Number)
    .prefault(String(fallback));

const optional = (schema: z.ZodString | z.ZodURL) => schema.optional();

export const Environment = z.object({
  DATABASE_URL: z
    .string("is missing: the PostgreSQL to use")
    .regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL"),
  AUTH_SECRET: z
    .string("is missing: signs the session cookies; make one with `openssl rand -base64 48`")
    .min(32, "must have at least 32 characters"),
  ENCRYPTION_KEY: optional(z.string()),
  ENCRYPTION_KEYS: optional(z.string()),
  APP_URL: z.url({ protocol: /^https?$/, error: "must be the http(s) URL under which people open Trunkline" }),
  TWILIO_ACCOUNT_SID: z
    .string("is missing: the carrier account")
    .regex(/^AC[0-9a-f]{32}$/, "must be AC and 32 hexadecimal digits"),
  TWILIO_AUTH_TOKEN: optional(z.string().min(1, "must not be empty")),
  TWILIO_API_KEY_SID: optional(z.string().regex(/^SK[0-9a-f]{32}$/, "must be SK and 32 hexadecimal digits")),
  TWILIO_API_KEY_SECRET: optional(z.string().min(1, "must not be empty")),
  TWILIO_API_BASE_URL: optional(z.url({ protocol: /^https?$/, error: "must be an http(s) URL" })),
  SIP_ORIGINATION_URL: z
    .string("is missing: where calls to your numbers go, such as sip:project.sip.livekit.cloud;transport=tcp")
    .regex(/^sip:[^\s@]+$/, "must be a sip: URL without user, such as sip:project.sip.livekit.cloud;transport=tcp"),
  CARRIER_TIMEOUT_MS: milliseconds(15_000),
  CARRIER_CONCURRENCY: z
    .string()
    .regex(/^[1-9]\d?$/, "must be a whole number from 1 to 99")
    .transform(Number)
    .prefault("8"),
  CARRIER_COOL_DOWN_MS: milliseconds(15_000),
  CARRIER_CACHE_MS: milliseconds(5_000),
  SEARCH_WAIT_MS: milliseconds(9_000),
  PURCHASE_WAIT_MS: milliseconds(25_000),
  AGENT_CONFIG_SCHEMA_FILE: optional(z.string().min(1, "must not be empty")),
  CUSTOMER_NUMBERS: z.enum(["on", "off"], "must be on or off").prefault("on"),
  IMPORT_WAIT_MS: milliseconds(2_000),
  LEASE_MS: milliseconds(10_000),
  WORKFLOW_PATIENCE_MS: milliseconds(300_000),
  RECONCILE_EVERY_MS: milliseconds(300_000),
  IDEMPOTENCY_WAIT_MS: milliseconds(10_000),
  SESSION_IDLE_MINUTES: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, "must be a whole number of minutes")
    .transform(Number)
    .prefault("720"),
  SESSION_MAX_HOURS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, "must be a whole number of hours")
    .transform(Number)
    .prefault("168"),
  RELEASE_UNDO_DAYS: z
    .string()
    .regex(/^\d{1,4}(\.\d{1,9})?$/, "must be a number of days such as 7 or 0.5; 0 for none")
    .transform(Number)
    .prefault("7"),
  ALLOWED_PRIVATE_ADDRESSES: addressRanges,
  ALLOWED_PRIVATE_PORTS: portRanges,
  CORS_ALLOWED_ORIGINS: z
    .string()
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .pipe(z.array(z.string().refine(isOrigin, "must be origins such as https://app.example.com, with commas between")))
    .optional()
    .transform((origins) => origins ?? []),
  METRICS_TOKEN: optional(z.string().min(16, "must have at least 16 characters")),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" })),
  RATE_LIMIT_REQUESTS: points(6_000),
  RATE_LIMIT_ORGANIZATION_REQUESTS: points(12_000),
  RATE_LIMIT_SEARCHES: points(120),
  RATE_LIMIT_PURCHASES: points(60),
  RATE_LIMIT_IMPORTS: points(30),
  RATE_LIMIT_TAKEN_NUMBERS: points(200),
  RATE_LIMIT_SIGN_INS: points(10),
  RATE_LIMIT_ANONYMOUS: points(600),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// URL" })),
  MAIL_FROM: z.string().min(1).prefault("Trunkline <trunkline@localhost>"),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^\d$/, "must be a whole number from 0 to 9: how many of your own proxies stand before Trunkline")
    .transform(Number)
    .prefault("0"),
  OIDC_ISSUER: optional(z.url({ protocol: /^https?$/, error: "must be the http(s) URL of the provider" })),
  OIDC_CLIENT_ID: optional(z.string().min(1, "must not be empty")),
  OIDC_CLIENT_SECRET: optional(z.string().min(1, "must not be empty")),
  OIDC_NAME: z.string().min(1).prefault("single sign-on"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent")
    .prefault("info"),
  NODE_ENV: z.string().prefault("development"),
});

export function encryptionKeys({ ENCRYPTION_KEYS, ENCRYPTION_KEY }: Record<string, string | undefined>): string[] {
  return [...(ENCRYPTION_KEYS?.split(",") ?? []), ...(ENCRYPTION_KEY ? [ENCRYPTION_KEY] : [])].map((key) => key.trim());
}

/** Checks across variables. They run even when single variables are malformed, so that the list is complete. */
function relations(source: Record<string, string | undefined>): string[] {
  const given = (...names: string[]) => names.filter((name) => source[name] !== undefined).length;
  const problems: string[] = [];
  if (given("TWILIO_AUTH_TOKEN") === 0 && given("TWILIO_API_KEY_SID", "TWILIO_API_KEY_SECRET") < 2) {
    problems.push(
      "TWILIO_AUTH_TOKEN is missing (or TWILIO_API_KEY_SID with TWILIO_API_KEY_SECRET): how to sign in at the carrier",
    );
  }
  const keys = encryptionKeys(source);
  if (keys.length === 0) {
    problems.push(
      "ENCRYPTION_KEY is missing (or ENCRYPTION_KEYS): encrypts secrets; make one with `openssl rand -base64 32`",
    );
  }
  if (keys.some((key) => Buffer.from(key, "base64").length !== 32)) {
    const name = source.ENCRYPTION_KEYS === undefined ? "ENCRYPTION_KEY" : "ENCRYPTION_KEYS";
    problems.push(
      `${name} must be 32 bytes in base64${name === "ENCRYPTION_KEYS" ? ", with commas between several" : ""}`,
    );
  }
  if (![0, 3].includes(given("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"))) {
    problems.push("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none");
  }
  return problems;
}

export type Env = Omit<z.output<typeof Environment>, "ENCRYPTION_KEY" | "ENCRYPTION_KEYS"> & {
  ENCRYPTION_KEYS: string[];
};

/** Lists what is missing or malformed, one sentence each; empty when the environment is valid. Never quotes a value. */
export function environmentProblems(source: Record<string, string | undefined>): string[] {
  const given = withoutEmpty(source);
  const issues = Environment.safeParse(given).error?.issues ?? [];
  return [...issues.map((issue) => `${issue.path.join(".")} ${issue.message}`), ...relations(given)];
}

export function withoutEmpty(source: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
}
