/** The operations a fault can be set on. `any` stands for every request, these and the rest. */
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
 * What a fault does:
 * - `latency`: waits `latency_ms`, then answers normally
 * - `rate_limit`: 429/20429 with `Retry-After`, nothing done
 * - `error_before`, `error_after`: `status` (500 or 503) instead of, or after, the effect
 * - `drop_before`, `drop_after`: destroys the socket instead of, or after, the effect
 * - `html_502`: a proxy's HTML page, nothing done
 * - `hang`: nothing done, never answers
 * - `taken`: a stranger buys the number at that moment; the purchase answers 21422
 * - `emergency`: 400/21634, nothing done, as when an emergency address hangs on the number
 * - `truncate_page`: a successful answer stops half way, then the socket is destroyed
 * - `late_effect`: fails at once (socket, or `status` when given); the effect lands `latency_ms` later
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
  /** How many requests it hits; 1 when absent, null until cleared. */
  times?: number | null;
  /** For `error_*` (default 500) and `late_effect` (default: the socket is destroyed). */
  status?: 500 | 503;
  /** Seconds, for `rate_limit`; the header is left out when absent. */
  retry_after?: number;
  /** For `latency` (default 100) and `late_effect` (default 100). */
  latency_ms?: number;
  /** 0 to 1, default 1. A request that is spared does not count against `times`. */
  probability?: number;
  /** E.164: only requests about this number. */
  phone_number?: string;
};

export type Fault = FaultRequest & { id: string; remaining: number | null };

/**
 * How an account stands. Those after `bad_credentials` read as ever:
 * - `trial`: one number and one trunk, then 21404 and 10002
 * - `compliance`: no new number, 22300
 * - `permission`: the key reaches neither purchases (70051) nor trunking and pricing (401)
 * - `limit`: no further trunk, 21244
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

/** An account beside the one that the simulator was started with; its credentials are forgotten with the process. */
export type AccountRequest = {
  account_sid: string;
  auth_token: string;
  /** API key sid to secret. */
  api_keys?: Record<string, string>;
  /** The account whose credentials reach this one's numbers too: then this is its subaccount. */
  owner_account_sid?: string;
  status?: AccountStatus;
};

/** The carrier's manner, until it is changed or reset; what is absent stays as it is. */
export type TrafficRequest = {
  /** Every answer takes this long, give or take the spread. */
  latency_ms?: number;
  latency_spread_ms?: number;
  /** Requests of an account at once; one more is answered 429/20429. */
  concurrency?: number;
};

export type OwnedNumberView = {
  account_sid: string;
  sid: string;
  phone_number: string;
  friendly_name: string;
  trunk_sid: string | null;
  /** How often this number was newly bought; a purchase that only updated an owned number is not counted. */
  times_bought: number;
  /** RFC 2822, as Twilio writes it. */
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

/** One change of ownership. `stranger` and `owner` acts come from the control endpoint, `api` ones from Twilio's. */
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
  /** Per operation, since start or reset; `other` holds what faults have no name for. */
  requests: Record<string, number>;
  account_status: AccountStatus;
  /** Per number, how often it was newly bought, released numbers included. */
  times_bought: Record<string, number>;
  ledger: LedgerEntry[];
};
