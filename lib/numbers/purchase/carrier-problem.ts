import { type AccountReason, type CarrierError, isAboutAccount } from "@/lib/carriers/carrier";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** Why a purchase ended without a number. Stored with it, so every repeated request gets the same answer. */
export type Refusal = { code: ErrorCode; detail: string; members?: Record<string, unknown> };

const notCharged = "You have not been charged.";

/** The account is the operator's, so buyers read nothing about money and contracts; the finding and the log do. */
const accountSentences: Record<AccountReason, string> = {
  authentication_failed: "The carrier rejected this installation's credentials.",
  account_suspended: "The carrier has stopped service for this installation.",
  wrong_account: "This installation's connection to the carrier is not set up correctly.",
  permission_denied: "This installation is not allowed to do this at the carrier.",
  trial_account: "This installation's contract with the carrier does not include more numbers yet.",
  compliance_hold: "The carrier does not give this installation new numbers until it has finished a review.",
  account_limit: "This installation has reached a limit at the carrier.",
  no_funds: "The carrier isn't accepting orders from this installation right now.",
};

const notRetryable = { retryable: false };
const operatorActs = "Trying again won't help until an administrator of this installation has fixed it.";

export function refusalOf(error: CarrierError, phoneNumber: string): Refusal {
  logCarrierError(error);
  if (isAboutAccount(error)) {
    const detail = `${accountSentences[error.reason]} ${notCharged} ${operatorActs}`;
    return { code: "carrier_unavailable", detail, members: notRetryable };
  }
  switch (error.reason) {
    case "number_unavailable":
      return numberUnavailable(phoneNumber);
    case "invalid_number":
      return { code: "invalid_phone_number", detail: `${phoneNumber} isn't a valid phone number. ${notCharged}` };
    case "regulatory_required":
      return {
        code: "regulatory_required",
        detail: `${phoneNumber} requires an address or ID on file with the carrier. ${notCharged} Choose another number.`,
      };
    case "rate_limited":
    case "unreachable":
    case "timeout":
    case "server_error":
      return carrierUnavailable;
    default:
      return {
        code: "carrier_refused",
        detail: `The carrier declined ${phoneNumber}. ${notCharged} Choose another number.`,
      };
  }
}

export const carrierUnavailable: Refusal = {
  code: "carrier_unavailable",
  detail: `Can't reach the carrier right now. ${notCharged} Try again in a moment.`,
};

export function numberUnavailable(phoneNumber: string): Refusal {
  const detail = `${phoneNumber} was just taken by someone else. ${notCharged} Choose another number.`;
  return { code: "number_unavailable", detail };
}

export function searchProblem(error: CarrierError): AppError {
  logCarrierError(error);
  if (isAboutAccount(error)) {
    const detail = `Numbers can't be shown. ${accountSentences[error.reason]} ${operatorActs}`;
    return new AppError("carrier_unavailable", detail, { members: notRetryable });
  }
  const { reason, details } = error;
  if (reason === "bad_request" || reason === "not_found") {
    return new AppError("carrier_refused", "The carrier declined this search. Try a different search.");
  }
  const detail = "Can't reach the carrier, so numbers can't be shown. Try again in a moment.";
  const retryAfter = Math.max(1, (details.retryAfterMs ?? 5_000) / 1_000);
  return new AppError("carrier_unavailable", detail, { retryAfter });
}

export function actProblem(error: CarrierError): AppError {
  logCarrierError(error);
  const unchanged = "The carrier didn't complete this. Nothing was changed.";
  if (isAboutAccount(error)) {
    const detail = `${unchanged} ${accountSentences[error.reason]} ${operatorActs}`;
    return new AppError("carrier_unavailable", detail, { members: notRetryable });
  }
  return new AppError("carrier_unavailable", `${unchanged} Try again in a moment.`);
}

/** A CarrierError contains no credentials. */
export function logCarrierError({ kind, reason, message, details }: CarrierError): void {
  log().warn({ kind, reason, message, ...details }, "carrier error");
}
