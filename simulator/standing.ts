import { type Operation, TwilioError, type TwilioRequest } from "./twilio-request";

/** Operations of the products that a key without permissions cannot use. */
const beyondTheKey: readonly Operation[] = [
  "list_trunks",
  "fetch_trunk",
  "create_trunk",
  "update_trunk",
  "delete_trunk",
  "origination",
  "attach",
  "list_attached",
  "detach",
  "pricing",
];

/** Refuses what an account can read but not order; for the codes see https://www.twilio.com/docs/api/errors. */
export function refuseByStanding(operation: Operation, request: TwilioRequest): void {
  const { standing, store, owns, form } = request;
  const owned = store.state.numbersByE164.get(form.get("PhoneNumber") ?? "");
  const isNewNumber = operation === "buy" && !(owned && owns(owned));
  if (standing === "trial") {
    if (isNewNumber && [...store.state.numbersBySid.values()].some(owns)) {
      throw new TwilioError(400, 21404, "Trial accounts are allowed only one Twilio number");
    }
    if (operation === "create_trunk" && [...store.state.trunks.values()].some(owns)) {
      throw new TwilioError(400, 10002, "Trial account does not support this feature");
    }
  }
  if (standing === "compliance" && isNewNumber) {
    throw new TwilioError(400, 22300, "The account is restricted from provisioning new long code phone numbers");
  }
  if (standing === "permission") {
    if (operation === "buy") throw new TwilioError(403, 70051, "The API key lacks the permission for this resource");
    if (beyondTheKey.includes(operation)) throw new TwilioError(401, 20003, "Authenticate");
  }
  if (standing === "limit" && operation === "create_trunk") {
    throw new TwilioError(400, 21244, "Maximum number of trunks reached");
  }
  if (standing === "funds" && (isNewNumber || operation === "create_trunk")) {
    throw new TwilioError(403, 20005, "Account not active");
  }
}
