import { ApiError } from "@/lib/api-client/api-client";
import type { Attempt } from "./attempts";
import { priceChangeIn } from "./price-change";
import type { PurchaseOrder } from "./send-purchase";

const labels: Record<string, string> = {
  regulatory_required: "Documents required",
  invalid_phone_number: "Not for sale",
};

/** What a row shows after its order was not carried out; undefined when it is as before. */
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
      // A definite no is stored under its key; anything else may be asked again under the same one.
      const isDefinite = error.status >= 400 && error.status < 500 && error.status !== 429;
      return { step: "refused", sentence: sentenceOf(error), key: isDefinite ? undefined : key };
    }
  }
}

/** The same for a purchase that was carried on without its order, and failed. */
export function attemptAfterFailure(code: string, sentence: string): Attempt {
  if (code === "number_unavailable") return { step: "taken" };
  return code in labels ? ruledOut(code, sentence) : { step: "refused", sentence };
}

/** A no that asking again does not change. */
function ruledOut(code: string, sentence: string): Attempt {
  return { step: "ruled_out", sentence, label: labels[code] ?? "Not for sale" };
}

function sentenceOf(error: ApiError): string {
  if (error.status !== 0) return error.message;
  return "We lost the connection and don't know whether the order went through. Retrying won't buy the number twice.";
}
