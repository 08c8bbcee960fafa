import { metaOf, paginate } from "./paging";
import type { Trunk } from "./state";
import {
  invalidParameter,
  iso8601,
  newSid,
  notFound,
  optional,
  parseBoolean,
  parseFriendlyName,
  type Reply,
  TwilioError,
  type TwilioRequest,
} from "./twilio-request";

/** https://www.twilio.com/docs/sip-trunking/scale-and-limits */
const TRUNKS_PER_ACCOUNT = 100;

/** `POST /v1/Trunks`. Names may repeat; domains may not, even across customers. */
export function createTrunk(request: TwilioRequest): Reply {
  const { store, form, accountSid } = request;
  if (trunksOf(request).length >= TRUNKS_PER_ACCOUNT) {
    throw new TwilioError(400, 21244, `Maximum number of ${TRUNKS_PER_ACCOUNT} trunks reached`);
  }
  const now = Date.now();
  const blank: Trunk = {
    sid: newSid("TK"),
    accountSid,
    sequence: store.nextSequence(),
    friendlyName: "",
    domainName: null,
    secure: false,
    cnamLookupEnabled: false,
    transferMode: "disable-all",
    transferCallerId: "from-transferee",
    disasterRecoveryUrl: null,
    disasterRecoveryMethod: "POST",
    originationUrls: [],
    createdAt: now,
    updatedAt: now,
  };
  const trunk = withForm(store.state, blank, form, now);
  store.record({ type: "trunk_saved", trunk });
  return { status: 201, body: trunkBody(request, trunk) };
}

/** `GET /v1/Trunks`: paged, without filters. */
export function listTrunks(request: TwilioRequest): Reply {
  const page = paginate(request, trunksOf(request));
  const trunks = page.items.map((trunk) => trunkBody(request, trunk));
  return { status: 200, body: { meta: metaOf("trunks", request.origin, page), trunks } };
}

/** `GET /v1/Trunks/{trunk}` */
export function getTrunk(request: TwilioRequest): Reply {
  return { status: 200, body: trunkBody(request, requireTrunk(request)) };
}

/** `POST /v1/Trunks/{trunk}` */
export function updateTrunk(request: TwilioRequest): Reply {
  const { store, form } = request;
  const trunk = withForm(store.state, requireTrunk(request), form, Date.now());
  store.record({ type: "trunk_saved", trunk });
  return { status: 200, body: trunkBody(request, trunk) };
}

/** `DELETE /v1/Trunks/{trunk}`: its numbers stay in the account, without a trunk. */
export function deleteTrunk(request: TwilioRequest): Reply {
  const { sid } = requireTrunk(request);
  request.store.record({ type: "trunk_deleted", sid, at: Date.now() });
  return { status: 204 };
}

/** @throws TwilioError 404/20404 */
export function requireTrunk({ store, owns, params, path }: TwilioRequest): Trunk {
  const trunk = store.state.trunks.get(params.trunk ?? "");
  if (!trunk || !owns(trunk)) throw notFound(path);
  return trunk;
}

function trunksOf({ store, owns }: TwilioRequest): Trunk[] {
  return [...store.state.trunks.values()].filter(owns);
}

function withForm(state: TwilioRequest["store"]["state"], trunk: Trunk, form: URLSearchParams, now: number): Trunk {
  const domainName = optional(form, "DomainName");
  if (domainName !== undefined) refuseDomain(state, trunk.sid, domainName);
  return {
    ...trunk,
    friendlyName: parseFriendlyName(form) ?? trunk.friendlyName,
    domainName: domainName ?? trunk.domainName,
    secure: parseBoolean(form, "Secure", trunk.secure),
    cnamLookupEnabled: parseBoolean(form, "CnamLookupEnabled", trunk.cnamLookupEnabled),
    transferMode: parseWord(form, "TransferMode", ["disable-all", "enable-all", "sip-only"]) ?? trunk.transferMode,
    transferCallerId:
      parseWord(form, "TransferCallerId", ["from-transferee", "from-transferor"]) ?? trunk.transferCallerId,
    disasterRecoveryUrl: form.get("DisasterRecoveryUrl") ?? trunk.disasterRecoveryUrl,
    disasterRecoveryMethod: parseWord(form, "DisasterRecoveryMethod", ["GET", "POST"]) ?? trunk.disasterRecoveryMethod,
    updatedAt: now,
  };
}

function refuseDomain(state: TwilioRequest["store"]["state"], trunkSid: string, domainName: string): void {
  const domain = domainName.toLowerCase();
  if (!/^[a-z0-9-]+\.pstn\.twilio\.com$/.test(domain)) {
    throw invalidParameter("DomainName must be letters, digits and - and end with pstn.twilio.com");
  }
  const ours = [...state.trunks.values()].some(
    (trunk) => trunk.sid !== trunkSid && trunk.domainName?.toLowerCase() === domain,
  );
  if (ours || state.strangersDomains.has(domain)) {
    throw new TwilioError(400, 21248, `Domain name ${domainName} is already taken`);
  }
}

function parseWord(form: URLSearchParams, name: string, words: string[]): string | undefined {
  const value = optional(form, name);
  if (value !== undefined && !words.includes(value)) throw invalidParameter(`${name} must be ${words.join(" or ")}`);
  return value;
}

function trunkBody({ accountSid, origin }: TwilioRequest, trunk: Trunk) {
  const url = `${origin}/v1/Trunks/${trunk.sid}`;
  return {
    sid: trunk.sid,
    account_sid: accountSid,
    friendly_name: trunk.friendlyName,
    domain_name: trunk.domainName,
    secure: trunk.secure,
    recording: { mode: "do-not-record", trim: "do-not-trim" },
    transfer_mode: trunk.transferMode,
    transfer_caller_id: trunk.transferCallerId,
    cnam_lookup_enabled: trunk.cnamLookupEnabled,
    symmetric_rtp_enabled: false,
    auth_type: "",
    auth_type_set: [],
    disaster_recovery_url: trunk.disasterRecoveryUrl,
    disaster_recovery_method: trunk.disasterRecoveryMethod,
    date_created: iso8601(trunk.createdAt),
    date_updated: iso8601(trunk.updatedAt),
    url,
    links: {
      origination_urls: `${url}/OriginationUrls`,
      credential_lists: `${url}/CredentialLists`,
      ip_access_control_lists: `${url}/IpAccessControlLists`,
      phone_numbers: `${url}/PhoneNumbers`,
    },
  };
}
