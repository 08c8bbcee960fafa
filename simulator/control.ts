import { z } from "zod";
import {
  accountStatuses,
  type FaultRequest,
  faultKinds,
  faultOperations,
  type SimulatorStateView,
} from "./control-contract";
import { cancelPending, type Simulation } from "./simulation";
import type { OwnedNumber, Trunk } from "./state";
import { type Reply, rfc2822 } from "./twilio-request";

const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/);
const Price = z.string().regex(/^\d+(\.\d+)?$/);

const FaultBody: z.ZodType<FaultRequest> = z.strictObject({
  operation: z.enum(faultOperations),
  kind: z.enum(faultKinds),
  times: z.int().positive().nullable().optional(),
  status: z.union([z.literal(500), z.literal(503)]).optional(),
  retry_after: z.number().nonnegative().optional(),
  latency_ms: z.number().nonnegative().optional(),
  probability: z.number().min(0).max(1).optional(),
  phone_number: E164.optional(),
});
const RebindBody = z.strictObject({ trunk_sid: z.string().nullable() });
const RegulatoryBody = z.strictObject({ kind: z.enum(["address", "bundle"]).nullable() });
const AccountBody = z.strictObject({ status: z.enum(accountStatuses), account_sid: z.string().optional() });
const TrafficBody = z.strictObject({
  latency_ms: z.number().nonnegative().optional(),
  latency_spread_ms: z.number().nonnegative().optional(),
  concurrency: z.int().positive().optional(),
});
const PricesBody = z.strictObject({ local: Price.optional(), toll_free: Price.optional() });
const DomainBody = z.strictObject({ domain_name: z.string().min(1) });
const OpenBody = z.strictObject({
  account_sid: z.string().regex(/^AC[0-9a-f]{32}$/),
  auth_token: z.string().min(1),
  api_keys: z.record(z.string().regex(/^SK[0-9a-f]{32}$/), z.string().min(1)).optional(),
  owner_account_sid: z.string().optional(),
  status: z.enum(accountStatuses).optional(),
});
const SeedBody = z.strictObject({ seed: z.int().nonnegative() });
const AreaCodeBody = z.strictObject({ area_code: z.int().min(200).max(999), empty: z.boolean() });

type Control = (simulation: Simulation, body: unknown, part: string) => Reply;

const done: Reply = { status: 200, body: {} };
const refused = (status: number, error: string): Reply => ({ status, body: { error } });

/** The path below `/_simulator/`, with at most one variable part in parentheses. */
const controls: [method: string, pattern: RegExp, control: Control][] = [
  ["GET", /^state$/, (simulation) => ({ status: 200, body: stateView(simulation) })],
  ["GET", /^faults$/, ({ faults }) => ({ status: 200, body: { faults: faults.list() } })],
  ["POST", /^faults$/, ({ faults }, body) => ({ status: 201, body: { id: faults.add(FaultBody.parse(body)).id } })],
  ["DELETE", /^faults(?:\/([^/]+))?$/, clearFaults],
  ["POST", /^dice$/, seedDice],
  ["POST", /^numbers\/([^/]+)\/take$/, takeNumber],
  ["POST", /^numbers\/([^/]+)\/release$/, releaseNumber],
  ["POST", /^numbers\/([^/]+)\/rebind$/, rebindNumber],
  ["POST", /^numbers\/([^/]+)\/regulatory$/, setRegulatory],
  ["POST", /^account$/, setAccount],
  ["POST", /^accounts$/, openAccount],
  ["POST", /^traffic$/, setTraffic],
  ["POST", /^prices$/, setPrices],
  ["POST", /^domains$/, takeDomain],
  ["POST", /^empty-area-codes$/, setAreaCode],
  ["POST", /^reset$/, reset],
];

/**
 * Answers a request to the control endpoint: 400 for an invalid body, 404 for an unknown resource.
 * @param path the part after `/_simulator/`
 */
export function answerControl(simulation: Simulation, method: string, path: string, body: string): Reply {
  for (const [wanted, pattern, control] of controls) {
    const match = wanted === method ? pattern.exec(path) : null;
    if (!match) continue;
    try {
      return control(simulation, body === "" ? {} : JSON.parse(body), decodeURIComponent(match[1] ?? ""));
    } catch (error) {
      if (error instanceof z.ZodError) return refused(400, z.prettifyError(error));
      if (error instanceof SyntaxError || error instanceof URIError) return refused(400, error.message);
      throw error;
    }
  }
  return refused(404, `no control ${method} ${path}`);
}

function clearFaults({ faults }: Simulation, _body: unknown, part: string): Reply {
  faults.clear(part === "" ? undefined : part);
  return done;
}

function seedDice({ faults }: Simulation, body: unknown): Reply {
  faults.seed(SeedBody.parse(body).seed);
  return done;
}

function takeNumber({ store }: Simulation, _body: unknown, part: string): Reply {
  store.record({ type: "number_taken", phoneNumber: E164.parse(part), at: Date.now() });
  return done;
}

function releaseNumber({ store }: Simulation, _body: unknown, part: string): Reply {
  const number = store.state.numbersByE164.get(part);
  if (!number) return refused(404, `the account does not own ${part}`);
  store.record({ type: "number_released", sid: number.sid, by: "owner", at: Date.now() });
  return done;
}

function rebindNumber({ store }: Simulation, body: unknown, part: string): Reply {
  const { trunk_sid } = RebindBody.parse(body);
  const number = store.state.numbersByE164.get(part);
  if (!number) return refused(404, `the account does not own ${part}`);
  if (trunk_sid !== null && !store.state.trunks.has(trunk_sid)) return refused(404, `no trunk ${trunk_sid}`);
  store.record({ type: "number_updated", number: { ...number, trunkSid: trunk_sid, updatedAt: Date.now() } });
  return done;
}

function setRegulatory({ store }: Simulation, body: unknown, part: string): Reply {
  const { kind } = RegulatoryBody.parse(body);
  store.record({ type: "regulatory_set", phoneNumber: E164.parse(part), kind });
  return done;
}

function setAccount({ store, accountSid: first, accounts }: Simulation, body: unknown): Reply {
  const { status, account_sid: accountSid = first } = AccountBody.parse(body);
  const account = accounts.get(accountSid);
  if (!account) return refused(404, `no account ${accountSid}`);
  if (accountSid === first) store.record({ type: "account_set", status });
  else account.status = status;
  return done;
}

function setTraffic({ traffic }: Simulation, body: unknown): Reply {
  const { latency_ms, latency_spread_ms, concurrency } = TrafficBody.parse(body);
  if (latency_ms !== undefined) traffic.latencyMs = latency_ms;
  if (latency_spread_ms !== undefined) traffic.latencySpreadMs = latency_spread_ms;
  if (concurrency !== undefined) traffic.concurrency = concurrency;
  return done;
}

function openAccount({ accounts, credentials }: Simulation, body: unknown): Reply {
  const { account_sid: accountSid, auth_token, api_keys = {}, owner_account_sid, status } = OpenBody.parse(body);
  accounts.set(accountSid, { owner: owner_account_sid ?? null, status: status ?? "active" });
  for (const [user, secret] of [[accountSid, auth_token], ...Object.entries(api_keys)] as const) {
    credentials.set(user, { secret, accountSid });
  }
  return done;
}

function setPrices({ store }: Simulation, body: unknown): Reply {
  const { local, toll_free } = PricesBody.parse(body);
  const now = store.state.prices;
  const prices = { local: local ?? now.local, toll_free: toll_free ?? now.toll_free };
  store.record({ type: "prices_set", prices });
  return done;
}

function takeDomain({ store }: Simulation, body: unknown): Reply {
  store.record({ type: "domain_taken", domainName: DomainBody.parse(body).domain_name });
  return done;
}

function setAreaCode({ store }: Simulation, body: unknown): Reply {
  const { area_code, empty } = AreaCodeBody.parse(body);
  store.record({ type: "area_code_set", areaCode: area_code, empty });
  return done;
}

function reset(simulation: Simulation): Reply {
  cancelPending(simulation);
  simulation.faults.clear();
  simulation.faults.seed(undefined);
  Object.assign(simulation.traffic, simulation.ownTraffic);
  simulation.requests.clear();
  simulation.store.record({ type: "reset" });
  return done;
}

function stateView({ store, requests, accountSid: first }: Simulation): SimulatorStateView {
  const { numbersBySid, trunks, timesBought, ledger, accountStatus } = store.state;
  return {
    owned: [...numbersBySid.values()].map((number) => ({
      account_sid: number.accountSid ?? first,
      ...ownedView(number, timesBought.get(number.phoneNumber) ?? 0),
    })),
    trunks: [...trunks.values()].map((trunk) => ({ account_sid: trunk.accountSid ?? first, ...trunkView(trunk) })),
    requests: Object.fromEntries(requests),
    account_status: accountStatus,
    times_bought: Object.fromEntries(timesBought),
    ledger,
  };
}

const ownedView = (number: OwnedNumber, timesBought: number) => ({
  sid: number.sid,
  phone_number: number.phoneNumber,
  friendly_name: number.friendlyName,
  trunk_sid: number.trunkSid,
  times_bought: timesBought,
  date_created: rfc2822(number.createdAt),
});

const trunkView = (trunk: Trunk) => ({
  sid: trunk.sid,
  friendly_name: trunk.friendlyName,
  domain_name: trunk.domainName,
  origination_urls: trunk.originationUrls.map((url) => ({
    sid: url.sid,
    friendly_name: url.friendlyName,
    sip_url: url.sipUrl,
    weight: url.weight,
    priority: url.priority,
    enabled: url.enabled,
  })),
});
