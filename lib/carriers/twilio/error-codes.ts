import type { CarrierErrorReason } from "@/lib/carriers/carrier";

/** Codes whose meaning the HTTP status does not tell. @see https://www.twilio.com/docs/api/errors */
export const reasonByCode: ReadonlyMap<number, CarrierErrorReason> = new Map([
  [20003, "authentication_failed"], // some products also return it for a suspended account

  [20403, "account_suspended"],
  // The named account is invalid, unknown, inactive or closed.
  [21470, "account_suspended"],
  [21471, "account_suspended"],
  [21472, "account_suspended"],
  [21473, "account_suspended"],
  [21474, "account_suspended"],
  [21475, "account_suspended"],
  [21476, "account_suspended"],
  [21477, "account_suspended"],
  [21478, "account_suspended"],
  [21479, "account_suspended"],

  [20006, "permission_denied"],
  [20008, "permission_denied"], // test credentials can only buy
  [20010, "permission_denied"], // action disabled for this account
  [70051, "permission_denied"], // restricted key

  [10002, "trial_account"], // feature not available in a trial
  [21404, "trial_account"], // one number only
  [32100, "trial_account"], // trunking

  // Inactive for its funds, its terms of service or its parent account, which does not say whether it can read.
  [10001, "compliance_hold"],
  [22300, "compliance_hold"], // may not provision new numbers

  [21244, "account_limit"], // trunks
  [21249, "account_limit"], // origination URLs of a trunk
  [21255, "account_limit"], // IP access control lists
  [21480, "account_limit"], // subaccounts

  [20005, "no_funds"],

  [21422, "number_unavailable"],
  [21401, "invalid_number"],
  [21421, "invalid_number"],
  [21613, "regulatory_required"],
  [21615, "regulatory_required"],
  [21631, "regulatory_required"],
  [21649, "regulatory_required"],
  [21650, "regulatory_required"],
  [21651, "regulatory_required"],

  [20404, "not_found"],
  [21451, "not_found"], // no such area code
  [21452, "not_found"], // no number in the area code
]);

export const reasonByStatus: ReadonlyMap<number, CarrierErrorReason> = new Map([
  [401, "authentication_failed"],
  [402, "no_funds"],
  [403, "permission_denied"],
  [404, "not_found"],
]);
