import { getAccount, getBalance, getPricing, listPricingCountries } from "./account";
import { getCountry, listCountries, searchAvailableNumbers } from "./available-numbers";
import {
  buyNumber,
  getIncomingNumber,
  listIncomingNumbers,
  releaseNumber,
  updateIncomingNumber,
} from "./incoming-numbers";
import {
  createOriginationUrl,
  deleteOriginationUrl,
  getOriginationUrl,
  listOriginationUrls,
  updateOriginationUrl,
} from "./origination-urls";
import { attachNumber, detachNumber, getTrunkNumber, listTrunkNumbers } from "./trunk-numbers";
import { createTrunk, deleteTrunk, getTrunk, listTrunks, updateTrunk } from "./trunks";
import type { Route, TwilioRequest } from "./twilio-request";

const account = "/2010-04-01/Accounts/:account";
const trunk = "/v1/Trunks/:trunk";

const ofSid = ({ store, params }: TwilioRequest) => store.state.numbersBySid.get(params.sid ?? "")?.phoneNumber;
const ofFormSid = ({ store, form }: TwilioRequest) =>
  store.state.numbersBySid.get(form.get("PhoneNumberSid") ?? "")?.phoneNumber;
const ofForm = ({ form }: TwilioRequest) => form.get("PhoneNumber") ?? undefined;
const ofQuery = ({ query }: TwilioRequest) => query.get("PhoneNumber") ?? undefined;

function route(
  method: Route["method"],
  path: string,
  operation: Route["operation"],
  handle: Route["handle"],
  phoneNumber?: Route["phoneNumber"],
) {
  const pattern = path.replaceAll(".", "\\.").replace(/:(\w+)/g, "(?<$1>[^/]+?)");
  return { method, path, operation, handle, phoneNumber, pattern: new RegExp(`^${pattern}$`) };
}

/** Any other path is 404/20404. */
export const twilioRoutes = [
  route("GET", `${account}.json`, "other", getAccount),
  route("GET", `${account}/Balance.json`, "balance", getBalance),
  route("GET", `${account}/AvailablePhoneNumbers.json`, "other", listCountries),
  route("GET", `${account}/AvailablePhoneNumbers/:country.json`, "other", getCountry),
  route("GET", `${account}/AvailablePhoneNumbers/:country/:type.json`, "search", searchAvailableNumbers),
  route("GET", `${account}/IncomingPhoneNumbers.json`, "list_numbers", listIncomingNumbers, ofQuery),
  route("POST", `${account}/IncomingPhoneNumbers.json`, "buy", buyNumber, ofForm),
  route("GET", `${account}/IncomingPhoneNumbers/:sid.json`, "fetch_number", getIncomingNumber, ofSid),
  route("POST", `${account}/IncomingPhoneNumbers/:sid.json`, "update_number", updateIncomingNumber, ofSid),
  route("DELETE", `${account}/IncomingPhoneNumbers/:sid.json`, "release", releaseNumber, ofSid),
  route("GET", "/v1/Trunks", "list_trunks", listTrunks),
  route("POST", "/v1/Trunks", "create_trunk", createTrunk),
  route("GET", trunk, "fetch_trunk", getTrunk),
  route("POST", trunk, "update_trunk", updateTrunk),
  route("DELETE", trunk, "delete_trunk", deleteTrunk),
  route("GET", `${trunk}/OriginationUrls`, "origination", listOriginationUrls),
  route("POST", `${trunk}/OriginationUrls`, "origination", createOriginationUrl),
  route("GET", `${trunk}/OriginationUrls/:sid`, "origination", getOriginationUrl),
  route("POST", `${trunk}/OriginationUrls/:sid`, "origination", updateOriginationUrl),
  route("DELETE", `${trunk}/OriginationUrls/:sid`, "origination", deleteOriginationUrl),
  route("GET", `${trunk}/PhoneNumbers`, "list_attached", listTrunkNumbers),
  route("POST", `${trunk}/PhoneNumbers`, "attach", attachNumber, ofFormSid),
  route("GET", `${trunk}/PhoneNumbers/:sid`, "list_attached", getTrunkNumber, ofSid),
  route("DELETE", `${trunk}/PhoneNumbers/:sid`, "detach", detachNumber, ofSid),
  route("GET", "/v1/PhoneNumbers/Countries", "pricing", listPricingCountries),
  route("GET", "/v1/PhoneNumbers/Countries/:country", "pricing", getPricing),
];

/** The route for a request; `method_mismatch` when the path exists only for other methods. */
export function findRoute(
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | "not_found" | "method_mismatch" {
  let known = false;
  for (const candidate of twilioRoutes) {
    const match = candidate.pattern.exec(path);
    if (!match) continue;
    if (candidate.method === method) return { route: candidate, params: { ...match.groups } };
    known = true;
  }
  return known ? "method_mismatch" : "not_found";
}
