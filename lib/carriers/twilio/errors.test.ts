import { describe, expect, it } from "vitest";
import { accountReasons } from "@/lib/carriers/carrier";
import { reasonByCode } from "@/lib/carriers/twilio/error-codes";
import { errorFromFailure, errorFromReply, unexpectedReply } from "@/lib/carriers/twilio/errors";
import { parseRetryAfter } from "@/lib/platform/network/retry-after";

const refusal = (status: number, code: number) => ({ status, body: { code, message: "said Twilio", status } });
const verdict = (reply: Parameters<typeof errorFromReply>[0]) => {
  const { kind, reason } = errorFromReply(reply);
  return `${kind}/${reason}`;
};

it("the carrier's codes name every kind of trouble with an account but a stranger's answer", () => {
  const named = new Set(reasonByCode.values());
  expect(accountReasons.filter((reason) => !named.has(reason))).toEqual(["wrong_account"]);
  expect(
    Object.fromEntries(
      [21404, 10002, 32100, 22300, 10001, 70051, 20008, 21244, 20005, 21472].map((code) => [
        code,
        reasonByCode.get(code),
      ]),
    ),
  ).toEqual({
    21404: "trial_account",
    10002: "trial_account",
    32100: "trial_account",
    22300: "compliance_hold",
    10001: "compliance_hold",
    70051: "permission_denied",
    20008: "permission_denied",
    21244: "account_limit",
    20005: "no_funds",
    21472: "account_suspended",
  });
});

describe("a reply other than 2xx", () => {
  it.each([
    ...[...reasonByCode].map(([code, reason]): [number, number, string] => [400, code, `refused/${reason}`]),
    [401, 20003, "refused/authentication_failed"],
    [401, 99999, "refused/authentication_failed"],
    [403, 20008, "refused/permission_denied"],
    [403, 99999, "refused/permission_denied"],
    [402, 99999, "refused/no_funds"],
    [404, 99999, "refused/not_found"],
    [400, 21248, "refused/bad_request"],
    [422, 20422, "refused/bad_request"],
    [409, 20409, "unavailable/server_error"],
    [408, 99999, "unknown/timeout"],
    [429, 20429, "unavailable/rate_limited"],
    [500, 20500, "unknown/server_error"],
    [503, 20503, "unknown/server_error"],
    [500, 21422, "unknown/server_error"],
    [302, 20404, "unknown/unexpected_reply"],
  ])("%i with code %i is %s", (status, code, expected) => {
    expect(verdict(refusal(status, code))).toBe(expected);
  });

  it.each([
    [400, "unknown/unexpected_reply"],
    [401, "unknown/unexpected_reply"],
    [404, "unknown/unexpected_reply"],
    [429, "unavailable/rate_limited"],
    [502, "unknown/server_error"],
  ])("%i without Twilio's envelope is %s, because a proxy may have said it", (status, expected) => {
    expect(verdict({ status, body: "<html>no</html>" })).toBe(expected);
    expect(verdict({ status, body: { message: "no Route matched" } })).toBe(expected);
    expect(verdict({ status, body: null })).toBe(expected);
  });

  it("carries Twilio's code, status, request id and wish to wait", () => {
    const error = errorFromReply({ ...refusal(429, 20429), retryAfter: "7", requestId: "RQ1" });
    expect(error.message).toBe("Twilio answered 429: said Twilio");
    expect(error.details).toEqual({ httpStatus: 429, carrierCode: 20429, carrierRequestId: "RQ1", retryAfterMs: 7000 });
  });

  it("is understood in the RFC 9457 form too", () => {
    const body = { type: "about:blank", title: "Not found", status: 404, code: 20404, detail: "No such trunk" };
    const error = errorFromReply({ status: 404, body });
    expect(`${error.kind}/${error.reason}: ${error.message}`).toBe(
      "refused/not_found: Twilio answered 404: No such trunk",
    );
  });

  it("has its message cut and cleaned", () => {
    const body = { code: 20003, message: `token s3cret ${"x".repeat(500)}` };
    const error = errorFromReply({ status: 401, body }, (text) => text.replaceAll("s3cret", "[redacted]"));
    expect(error.message).toContain("token [redacted] xxx");
    expect(error.message.length).toBeLessThan(350);
  });
});

it("a success that cannot be read may have had its effect", () => {
  const error = unexpectedReply({ status: 201, body: {}, requestId: "RQ2" }, "sid");
  expect(error).toMatchObject({ kind: "unknown", reason: "unexpected_reply", details: { carrierRequestId: "RQ2" } });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-03-01T12:00:00Z");
  it.each([
    ["0", 0],
    ["3", 3000],
    ["1.5", 1500],
    [" 2 ", 2000],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
    ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
    ["soon", undefined],
    ["-1", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%j is %j milliseconds", (value, expected) => {
    expect(parseRetryAfter(value, now)).toBe(expected);
  });
});

describe("a failure without a reply", () => {
  const thrown = (code: string, more?: object) =>
    Object.assign(new Error("failed"), { code, ...more, config: { headers: { Authorization: "Basic c2VjcmV0" } } });
  const judged = (error: unknown) => {
    const { kind, reason } = errorFromFailure(error);
    return `${kind}/${reason}`;
  };

  it.each([
    ["ECONNREFUSED", "connect"],
    ["ETIMEDOUT", "connect"],
    ["EHOSTUNREACH", "connect"],
    ["ENOTFOUND", "getaddrinfo"],
    ["EAI_AGAIN", "getaddrinfo"],
  ])("%s in %s was sent nowhere", (code, syscall) => {
    expect(judged(thrown(code, { syscall }))).toBe("unavailable/unreachable");
  });

  it("of a connection that took too long was sent nowhere", () => {
    expect(judged(thrown("UND_ERR_CONNECT_TIMEOUT"))).toBe("unavailable/unreachable");
  });

  it("of every address of a host was sent nowhere", () => {
    const errors = [
      { code: "ECONNREFUSED", syscall: "connect" },
      { code: "ENETUNREACH", syscall: "connect" },
    ];
    expect(judged(thrown("ECONNREFUSED", { errors }))).toBe("unavailable/unreachable");
  });

  it.each([
    ["ECONNRESET", "read", "unknown/unreachable"],
    ["EPIPE", "write", "unknown/unreachable"],
    ["ETIMEDOUT", "read", "unknown/timeout"],
    ["CERT_HAS_EXPIRED", undefined, "unknown/unreachable"],
    ["UND_ERR_SOCKET", undefined, "unknown/unreachable"],
  ])("%s in %s is %s", (code, syscall, expected) => {
    expect(judged(thrown(code, { syscall }))).toBe(expected);
  });

  it("of a request that was given up is a timeout", () => {
    expect(judged(thrown("UND_ERR_ABORTED"))).toBe("unknown/timeout");
  });

  it("of a kind never seen is unknown", () => {
    expect(judged(new TypeError("?"))).toBe("unknown/unreachable");
    expect(judged(undefined)).toBe("unknown/unreachable");
  });

  it("leaves cause and request behind", () => {
    const error = errorFromFailure(thrown("ECONNRESET", { cause: new Error("inner") }));
    expect(error.cause).toBeUndefined();
    expect(Object.keys(error).sort()).toEqual(["details", "kind", "name", "reason"]);
    expect(error.stack).not.toContain("inner");
  });
});
