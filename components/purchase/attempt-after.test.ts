import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/api-client/api-client";
import { attemptAfter, attemptAfterFailure } from "./attempt-after";

const sentence = "What is the matter.";
function refusal(status: number, code: string, members: { retryable?: boolean } = {}) {
  const problem = { type: "about:blank", title: "", status, detail: sentence, code, request_id: "1", ...members };
  return attemptAfter(new ApiError(status, code, sentence, null, problem), { key: "key" });
}

describe("a row of the search after its order was refused", () => {
  it("offers no Retry for a no that asking again does not change", () => {
    const ruledOut = (label: string) => ({ step: "ruled_out", sentence, label });
    expect(refusal(422, "regulatory_required")).toEqual(ruledOut("Documents required"));
    expect(refusal(422, "invalid_phone_number")).toEqual(ruledOut("Not for sale"));
  });

  it("asks again under the same key only when it is not known what happened", () => {
    expect(refusal(503, "carrier_unavailable")).toEqual({ step: "refused", sentence, key: "key" });
    // Somebody has to act first; when they have, the row is where its buyer left it.
    expect(refusal(503, "carrier_unavailable", { retryable: false })).toMatchObject({ step: "refused", key: "key" });
    expect(refusal(429, "rate_limited")).toEqual({ step: "refused", sentence, key: "key" });
    expect(refusal(409, "action_not_possible")).toEqual({ step: "refused", sentence, key: undefined });
  });

  it("says so of a purchase that failed later, too", () => {
    expect(attemptAfterFailure("number_unavailable", sentence)).toEqual({ step: "taken" });
    expect(attemptAfterFailure("regulatory_required", sentence)).toMatchObject({ step: "ruled_out" });
    expect(attemptAfterFailure("carrier_unavailable", sentence)).toEqual({ step: "refused", sentence });
  });
});
