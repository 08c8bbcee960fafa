import { ApiError } from "@/lib/api-client/api-client";
import type { Attempt } from "./attempts";
import { priceChangeIn } from "./price-change";
import type { PurchaseOrder } from "./send-purchase";

const labels: Record<string, string> = {
  regulatory_required: "Documents required",
  invalid_phone_number: "Not for sale",
};

/** Maps a failed order to the row's state; undefined resets the row. */
export function attemptAfter(error: Error, { key }: Pick<PurchaseOrder, "key">): Attempt | undefined {
  if (!(error instanceof ApiError)) return { step: "refused", sentence: error.message, key };
  switch (error.code) {
    case "phone_number_limit_reached":
      return undefined;
    case "number_unavailable":
      return { step: "taken" };
    case "number_already_owned":
      return { step: "already_owned" };
    case "regulatory_required":
    case "invalid_phone_number":
      return ruledOut(error.code, error.message);
    case "price_changed":
      return priceChangeIn(error) ?? { step: "refused", sentence: error.message };
    default: {
      // The server stores a definite refusal under its key; anything else may be retried with the same key.
      const isDefinite = error.status >= 400 && error.status < 500 && error.status !== 429;
      return { step: "refused", sentence: sentenceOf(error), key: isDefinite ? undefined : key };
    }
  }
}

/** Maps a purchase that failed while being followed in the background. */
export function attemptAfterFailure(code: string, sentence: string): Attempt {
  if (code === "number_unavailable") return { step: "taken" };
  return code in labels ? ruledOut(code, sentence) : { step: "refused", sentence };
}

/** A refusal that a retry cannot change. */
function ruledOut(code: string, sentence: string): Attempt {
  return { step: "ruled_out", sentence, label: labels[code] ?? "Not for sale" };
}

function sentenceOf(error: ApiError): string {
  if (error.status !== 0) return error.message;
  return "We lost the connection and don't know whether the order went through. Retrying won't buy the number twice.";
}
