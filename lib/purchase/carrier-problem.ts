import type { CarrierError } from "@/lib/carriers/carrier";
import { AppError, type ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";

/** Why a purchase ended without a number; stored with it and answered the same to everyone who asks. */
export type Refusal = { code: ErrorCode; detail: string; members?: Record<string, unknown> };

const notCharged = "You have not been charged.";

/** A carrier's definite no, in the words of our users. What concerns the operator goes to the log alone. */
export function refusalOf(error: CarrierError, phoneNumber: string): Refusal {
  logCarrierError(error);
  switch (error.reason) {
    case "number_unavailable":
      return numberUnavailable(phoneNumber);
    case "invalid_number":
      return { code: "invalid_phone_number", detail: `The carrier does not know ${phoneNumber} as a phone number.` };
    case "regulatory_required":
      return {
        code: "regulatory_required",
        detail: `${phoneNumber} needs an address or identity document at the carrier first. ${notCharged} Choose another number.`,
      };
    case "account_refused":
    case "wrong_account":
    case "account_limit":
    case "rate_limited":
    case "unreachable":
    case "timeout":
    case "server_error":
      return carrierUnavailable;
    default:
      return {
        code: "carrier_refused",
        detail: `The carrier refused ${phoneNumber} for a reason we do not know. ${notCharged} Choose another number.`,
      };
  }
}

export const carrierUnavailable: Refusal = {
  code: "carrier_unavailable",
  detail: `The carrier is not available right now. ${notCharged} Try again in a moment.`,
};

export function numberUnavailable(phoneNumber: string): Refusal {
  const detail = `${phoneNumber} was just taken by someone else. ${notCharged} Choose another number.`;
  return { code: "number_unavailable", detail };
}

/** For reads, where nothing is bought and asking again is always right. */
export function searchProblem(error: CarrierError): AppError {
  logCarrierError(error);
  const { reason, details } = error;
  if (reason === "bad_request" || reason === "not_found") {
    return new AppError("carrier_refused", "The carrier refused this search. Change what you search for.");
  }
  const detail = "The carrier is not available right now, so numbers cannot be shown. Try again in a moment.";
  const retryAfter = Math.max(1, (details.retryAfterMs ?? 5_000) / 1_000);
  return new AppError("carrier_unavailable", detail, { retryAfter });
}

/** The operator's side: kind, reason and the carrier's own code. A CarrierError carries no credential. */
export function logCarrierError({ kind, reason, message, details }: CarrierError): void {
  log().warn({ kind, reason, message, ...details }, "carrier error");
}
