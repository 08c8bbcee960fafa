import { findAreaCode } from "@/lib/numbers/area-codes/area-codes";
import { formatNational, isForSale } from "./available-numbers";
import { incomingNumberBody, settingNames } from "./number-body";
import { paginate } from "./paging";
import type { OwnedNumber } from "./state";
import { findStockNumber, listStock, magicNumbers, type StockNumber } from "./stock";
import {
  invalidParameter,
  newSid,
  notFound,
  optional,
  parseFriendlyName,
  type Reply,
  TwilioError,
  type TwilioRequest,
} from "./twilio-request";

/** `GET …/IncomingPhoneNumbers.json`: PhoneNumber matches partially, FriendlyName exactly. */
export function listIncomingNumbers(request: TwilioRequest): Reply {
  const { accountSid, owns, query, store } = request;
  const pattern = numberPattern(optional(query, "PhoneNumber"));
  const friendlyName = optional(query, "FriendlyName");
  const nothing = query.get("Origin") === "hosted" || query.get("Beta") === "true";
  const matches = [...store.state.numbersBySid.values()].filter(
    (number) =>
      !nothing &&
      owns(number) &&
      (pattern?.test(number.phoneNumber.slice(1)) ?? true) &&
      (friendlyName === undefined || number.friendlyName === friendlyName),
  );
  const page = paginate(request, matches);
  const start = page.page * page.pageSize;
  return {
    status: 200,
    body: {
      incoming_phone_numbers: page.items.map((number) => incomingNumberBody(accountSid, number)),
      page: page.page,
      page_size: page.pageSize,
      start,
      end: Math.max(start, start + page.items.length - 1),
      uri: page.uri,
      first_page_uri: page.firstUri,
      next_page_uri: page.nextUri,
      previous_page_uri: page.previousUri,
    },
  };
}

/**
 * `POST …/IncomingPhoneNumbers.json`. A number that the account already owns is updated and answered with 201 and its
 * old SID, because buying a given number is idempotent at Twilio.
 */
export function buyNumber(request: TwilioRequest): Reply {
  const { store, accountSid, form, owns } = request;
  const phoneNumber = chosenNumber(store.state, form);
  const owned = store.state.numbersByE164.get(phoneNumber);
  const stocked = findStockNumber(phoneNumber);
  if (owned && !owns(owned)) throw unavailable(phoneNumber);
  if (!owned && (!stocked || !isForSale(store.state, stocked))) throw unavailable(phoneNumber);
  if (!owned) refuseUnregulated(documentsFor(store.state, phoneNumber, stocked), phoneNumber, form);

  const now = Date.now();
  const number = owned ?? { ...newNumber(stocked, phoneNumber, store.nextSequence(), now), accountSid };
  const told = withForm(request, number, now);
  store.record(owned ? { type: "number_updated", number: told } : { type: "number_bought", number: told });
  return { status: 201, body: incomingNumberBody(accountSid, told) };
}

/** `GET …/IncomingPhoneNumbers/{sid}.json` */
export function getIncomingNumber(request: TwilioRequest): Reply {
  return { status: 200, body: incomingNumberBody(request.accountSid, requireNumber(request)) };
}

/** `POST …/IncomingPhoneNumbers/{sid}.json`; a move to another account is refused. */
export function updateIncomingNumber(request: TwilioRequest): Reply {
  const number = requireNumber(request);
  const { accountSid, form, store } = request;
  const otherAccount = optional(form, "AccountSid");
  if (otherAccount !== undefined && otherAccount !== accountSid) {
    throw new TwilioError(400, 21471, `Account ${otherAccount} does not exist`);
  }
  const told = withForm(request, number, Date.now());
  store.record({ type: "number_updated", number: told });
  return { status: 200, body: incomingNumberBody(accountSid, told) };
}

/** `DELETE …/IncomingPhoneNumbers/{sid}.json`: 204; the number does not return to the stock. */
export function releaseNumber(request: TwilioRequest): Reply {
  const { sid } = requireNumber(request);
  request.store.record({ type: "number_released", sid, by: "api", at: Date.now() });
  return { status: 204 };
}

export function unavailable(phoneNumber: string): TwilioError {
  return new TwilioError(400, 21422, `${phoneNumber} is not available.`);
}

function requireNumber({ store, owns, params, path }: TwilioRequest): OwnedNumber {
  const number = store.state.numbersBySid.get(params.sid ?? "");
  if (!number || !owns(number)) throw notFound(path);
  return number;
}

type State = TwilioRequest["store"]["state"];

function chosenNumber(state: State, form: URLSearchParams): string {
  const phoneNumber = optional(form, "PhoneNumber")?.replace(/[\s().-]/g, "");
  if (phoneNumber !== undefined) {
    if (phoneNumber === magicNumbers.invalid || !/^\+(1\d{10}|[2-9]\d{6,14})$/.test(phoneNumber)) {
      throw new TwilioError(400, 21421, `PhoneNumber ${phoneNumber} is not valid`);
    }
    return phoneNumber;
  }
  const areaCode = optional(form, "AreaCode");
  if (areaCode === undefined) throw invalidParameter("PhoneNumber or AreaCode is required");
  return anyNumberOf(state, areaCode);
}

function anyNumberOf(state: State, areaCode: string): string {
  const code = Number(areaCode);
  if (code === magicNumbers.areaCodeWithNumbers) return magicNumbers.available;
  const type = findAreaCode(code)?.region === "US" ? "toll_free" : "local";
  for (const number of listStock(type, [code])) {
    if (isForSale(state, number) && !state.regulatory.has(number.phoneNumber)) return number.phoneNumber;
  }
  if (findAreaCode(code) || code === magicNumbers.areaCodeWithoutNumbers) {
    throw new TwilioError(400, 21452, `No phone numbers found in area code ${areaCode}`);
  }
  throw new TwilioError(400, 21451, `Invalid area code: ${areaCode}`);
}

function documentsFor(state: State, phoneNumber: string, stocked: StockNumber | undefined) {
  return state.regulatory.get(phoneNumber) ?? (stocked?.addressRequirements === "any" ? "address" : undefined);
}

function refuseUnregulated(kind: "address" | "bundle" | undefined, phoneNumber: string, form: URLSearchParams): void {
  if (kind === "address" && !optional(form, "AddressSid")) {
    const message = `Phone Number ${phoneNumber} requires an Address but the 'AddressSid' parameter was empty.`;
    throw new TwilioError(400, 21631, message);
  }
  if (kind === "bundle" && !optional(form, "BundleSid")) {
    throw new TwilioError(400, 21649, "Bundle required and not provided");
  }
}

function newNumber(stocked: StockNumber | undefined, phoneNumber: string, sequence: number, now: number): OwnedNumber {
  return {
    sid: newSid("PN"),
    sequence,
    phoneNumber,
    type: stocked?.type ?? "local",
    capabilities: stocked?.capabilities ?? { voice: true, sms: true, mms: true },
    friendlyName: formatNational(phoneNumber),
    trunkSid: null,
    settings: {},
    createdAt: now,
    updatedAt: now,
  };
}

/** A trunk replaces a voice application, and vice versa. */
function withForm({ store, form, owns }: TwilioRequest, number: OwnedNumber, now: number): OwnedNumber {
  const settings = { ...number.settings };
  for (const [parameter, name] of Object.entries(settingNames)) {
    const value = form.get(parameter);
    if (value !== null) settings[name] = value;
  }
  let trunkSid = form.get("TrunkSid") ?? number.trunkSid;
  if (optional(form, "TrunkSid")) delete settings.voice_application_sid;
  else if (optional(form, "VoiceApplicationSid")) trunkSid = null;
  if (trunkSid === "") trunkSid = null;
  const trunk = trunkSid === null ? undefined : store.state.trunks.get(trunkSid);
  if (trunkSid !== null && !(trunk && owns(trunk))) throw invalidParameter(`TrunkSid ${trunkSid} does not exist`);
  const friendlyName = parseFriendlyName(form) ?? number.friendlyName;
  return { ...number, friendlyName, trunkSid, settings, updatedAt: now };
}

/** Matches all digits of the filter, anywhere in the number; `*` stands for one digit. */
function numberPattern(filter: string | undefined): RegExp | undefined {
  const digits = filter?.replace(/[^\d*]/g, "").replaceAll("*", "\\d");
  return digits ? new RegExp(digits) : undefined;
}
