import { describe, expect, it, vi } from "vitest";
import { accountReasons, CarrierError, type CarrierErrorReason } from "@/lib/carriers/carrier";
import { errorResponse, problems } from "@/lib/http/error-response";
import { AppError } from "@/lib/platform/errors";
import { actProblem, refusalOf, searchProblem } from "./carrier-problem";

vi.stubEnv("LOG_LEVEL", "silent");
vi.stubEnv("DATABASE_URL", "postgresql://db/x");
vi.stubEnv("AUTH_SECRET", "x".repeat(32));
vi.stubEnv("ENCRYPTION_KEY", Buffer.alloc(32).toString("base64"));
vi.stubEnv("APP_URL", "http://localhost");
vi.stubEnv("TWILIO_ACCOUNT_SID", `AC${"0".repeat(32)}`);
vi.stubEnv("TWILIO_AUTH_TOKEN", "token");
vi.stubEnv("SIP_ORIGINATION_URL", "sip:sip.example.com");

const refused = (reason: CarrierErrorReason) =>
  new CarrierError("refused", reason, "Twilio 21999: the account AC1 may not");

describe("a carrier's no, in our users' words", () => {
  it.each([
    ["number_unavailable", 409, "number_unavailable"],
    ["invalid_number", 422, "invalid_phone_number"],
    ["regulatory_required", 422, "regulatory_required"],
    ["rate_limited", 503, "carrier_unavailable"],
    ["bad_request", 502, "carrier_refused"],
    ["not_found", 502, "carrier_refused"],
    ["unexpected_reply", 502, "carrier_refused"],
  ] as const)("%s is %i %s", (reason, status, code) => {
    const refusal = refusalOf(refused(reason), "+14155550123");
    expect([problems[refusal.code].status, refusal.code]).toEqual([status, code]);
    expect(refusal.detail).not.toMatch(/twilio|AC1|21999/i);
    expect(refusal.detail).toMatch(/^[+A-Z].+\.$/);
  });

  it.each(accountReasons)("%s has a sentence of its own, and no advice to try again", (reason) => {
    const error = refused(reason);
    const { code, detail, members } = refusalOf(error, "+14155550123");
    expect([code, members]).toEqual(["carrier_unavailable", { retryable: false }]);
    expect(detail).toMatch(/^[A-Z].+ You have not been charged\. .+\.$/);
    for (const sentence of [detail, searchProblem(error).detail, actProblem(error).detail]) {
      expect(sentence).not.toMatch(/twilio|AC1|21999|trial|fund|balance|try again in/i);
    }
    for (const other of accountReasons) {
      if (other !== reason) expect(refusalOf(refused(other), "+14155550123").detail).not.toBe(detail);
    }
    for (const problem of [
      new AppError(code, detail, { members: members ?? {} }),
      searchProblem(error),
      actProblem(error),
    ]) {
      const response = errorResponse(problem, "request-1");
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, null]);
    }
  });

  it("says when to ask again where that may help", () => {
    const away = new CarrierError("unknown", "server_error", "oh");
    for (const problem of [searchProblem(away), actProblem(away)]) {
      expect(errorResponse(problem, "request-1").headers.get("retry-after")).toBe("5");
      expect(problem.detail).toContain("Try again in a moment.");
    }
  });

  it("repeats the carrier's Retry-After on a search, in seconds", () => {
    const busy = new CarrierError("unavailable", "rate_limited", "busy", { retryAfterMs: 7_000 });
    expect(searchProblem(busy)).toMatchObject({ code: "carrier_unavailable", extra: { retryAfter: 7 } });
  });
});
