/** The operations a fault can target. `any` matches every request. */
export const faultOperations = [
  "search",
  "list_numbers",
  "fetch_number",
  "buy",
  "update_number",
  "release",
  "create_trunk",
  "list_trunks",
  "origination",
  "attach",
  "pricing",
  "balance",
  "fetch_trunk",
  "update_trunk",
  "delete_trunk",
  "list_attached",
  "detach",
  "any",
] as const;
export type FaultOperation = (typeof faultOperations)[number];

/**
 * - `latency`: waits `latency_ms`, then answers normally
 * - `rate_limit`: 429/20429 with `Retry-After`, nothing done
 * - `error_before`, `error_after`: `status` (500 or 503) instead of, or after, the effect
 * - `drop_before`, `drop_after`: destroys the socket instead of, or after, the effect
 * - `html_502`: a proxy's HTML page, nothing done
 * - `hang`: nothing done, never answers
 * - `taken`: a stranger buys the number at that moment; the purchase answers 21422
 * - `emergency`: 400/21634, nothing done, as for a number with an emergency address
 * - `truncate_page`: a successful answer stops halfway, then the socket is destroyed
 * - `late_effect`: fails at once (socket, or `status` when given); takes effect `latency_ms` later
 */
export const faultKinds = [
  "latency",
  "rate_limit",
  "error_before",
  "error_after",
  "drop_before",
  "drop_after",
  "html_502",
  "hang",
  "taken",
  "emergency",
  "truncate_page",
  "late_effect",
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type FaultRequest = {
  operation: FaultOperation;
  kind: FaultKind;
  /** How many requests it hits. Default: 1; null: until cleared. */
  times?: number | null;
  /** For `error_*` (default: 500) and `late_effect` (default: the socket is destroyed). */
  status?: 500 | 503;
  /** Seconds, for `rate_limit`; without it, the header is omitted. */
  retry_after?: number;
  /** For `latency` and `late_effect`. Default: 100. */
  latency_ms?: number;
  /** 0 to 1, default: 1. A request that is spared does not count against `times`. */
  probability?: number;
  /** E.164: limits the fault to requests about this number. */
  phone_number?: string;
};

export type Fault = FaultRequest & { id: string; remaining: number | null };

/**
 * All statuses after `bad_credentials` can still read:
 * - `trial`: one number and one trunk, then 21404 and 10002
 * - `compliance`: no new number, 22300
 * - `permission`: the key cannot purchase (70051) or use trunking and pricing (401)
 * - `limit`: no additional trunk, 21244
 * - `funds`: no order, 20005
 */
export const accountStatuses = [
  "active",
  "suspended",
  "bad_credentials",
  "trial",
  "compliance",
  "permission",
  "limit",
  "funds",
] as const;
export type AccountStatus = (typeof accountStatuses)[number];

export type RegulatoryKind = "address" | "bundle";

/** An additional account. Its credentials are lost when the process ends. */
export type AccountRequest = {
  account_sid: string;
  auth_token: string;
  /** API key SID to secret. */
  api_keys?: Record<string, string>;
  /** The parent account, whose credentials also work for this subaccount's numbers. */
  owner_account_sid?: string;
  status?: AccountStatus;
};

/** Applies until changed or reset; absent members stay unchanged. */
export type TrafficRequest = {
  /** The delay of every answer, plus or minus the spread. */
  latency_ms?: number;
  latency_spread_ms?: number;
  /** Concurrent requests per account; one more gets 429/20429. */
  concurrency?: number;
};

export type OwnedNumberView = {
  account_sid: string;
  sid: string;
  phone_number: string;
  friendly_name: string;
  trunk_sid: string | null;
  /** How often this number was newly bought, not counting purchases that only updated an owned number. */
  times_bought: number;
  /** RFC 2822, as in Twilio's answers. */
  date_created: string;
};

export type OriginationUrlView = {
  sid: string;
  friendly_name: string;
  sip_url: string;
  weight: number;
  priority: number;
  enabled: boolean;
};

export type TrunkView = {
  account_sid: string;
  sid: string;
  friendly_name: string;
  domain_name: string | null;
  origination_urls: OriginationUrlView[];
};

/** A change of ownership. `stranger` and `owner` acts come from the control endpoint, `api` acts from Twilio's API. */
export type LedgerEntry = {
  at: string;
  act: "bought" | "released" | "taken";
  by: "api" | "stranger" | "owner";
  phone_number: string;
  sid: string | null;
};

export type SimulatorStateView = {
  owned: OwnedNumberView[];
  trunks: TrunkView[];
  /** Per operation, since start or reset; `other` counts requests that no fault can target. */
  requests: Record<string, number>;
  account_status: AccountStatus;
  /** Per number, including released ones. */
  times_bought: Record<string, number>;
  ledger: LedgerEntry[];
};
