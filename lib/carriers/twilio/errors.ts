import { z } from "zod";
import {
  CarrierError,
  type CarrierErrorDetails,
  type CarrierErrorKind,
  type CarrierErrorReason,
} from "@/lib/carriers/carrier";
import { reasonByCode, reasonByStatus } from "@/lib/carriers/twilio/error-codes";
import { parseRetryAfter } from "@/lib/platform/network/retry-after";

export type TwilioReply = { status: number; body: unknown; retryAfter?: string; requestId?: string };

type Verdict = { kind: CarrierErrorKind; reason: CarrierErrorReason };

const refused = (reason: CarrierErrorReason): Verdict => ({ kind: "refused", reason });

/** Twilio's own envelope, and the RFC 9457 envelope of its newer services. */
const ErrorEnvelope = z.object({
  code: z.coerce.number().int().positive(),
  message: z.string().optional(),
  detail: z.string().optional(),
  title: z.string().optional(),
});

/**
 * Refusals count only in Twilio's own envelope: a proxy's 404 page says nothing about a number. A 429 is never
 * processed (https://www.twilio.com/docs/api/errors/20429); a 5xx may have been
 * (https://www.twilio.com/docs/api/errors/20500).
 */
export function errorFromReply(reply: TwilioReply, redact: (text: string) => string = (text) => text): CarrierError {
  const parsed = ErrorEnvelope.safeParse(reply.body);
  const envelope = parsed.success ? parsed.data : undefined;
  const { kind, reason } = judge(reply.status, envelope?.code);
  const said = envelope?.message ?? envelope?.detail ?? envelope?.title;
  const message = `Twilio answered ${reply.status}${said ? `: ${redact(said).slice(0, 300)}` : ""}`;
  return new CarrierError(kind, reason, message, detailsOf(reply, envelope?.code));
}

function judge(status: number, code: number | undefined): Verdict {
  if (status === 429 || code === 20429) return { kind: "unavailable", reason: "rate_limited" };
  if (status >= 500) return { kind: "unknown", reason: "server_error" };
  if (status < 400 || code === undefined) return { kind: "unknown", reason: "unexpected_reply" };
  if (status === 408) return { kind: "unknown", reason: "timeout" };
  // 20409 means a conflict with the current state: not processed, and worth a retry.
  if (status === 409) return { kind: "unavailable", reason: "server_error" };
  return refused(reasonByCode.get(code) ?? reasonByStatus.get(status) ?? "bad_request");
}

/** A 2xx response without the expected content: the request may have taken effect. */
export function unexpectedReply(reply: TwilioReply, what: string): CarrierError {
  return new CarrierError(
    "unknown",
    "unexpected_reply",
    `Twilio's reply was not understood: ${what}`,
    detailsOf(reply),
  );
}

type Answered = { asked: string; stranger: string; method: "GET" | "POST" | "DELETE" };

/** The response proves nothing, and the request may have taken effect in the other account. */
export function wrongAccount(reply: TwilioReply, { asked, stranger, method }: Answered): CarrierError {
  const message = `Twilio answered for the account ${stranger}, but ${asked} was asked`;
  return new CarrierError(method === "GET" ? "refused" : "unknown", "wrong_account", message, detailsOf(reply));
}

function detailsOf(reply: TwilioReply, carrierCode?: number): CarrierErrorDetails {
  const retryAfterMs = parseRetryAfter(reply.retryAfter);
  return {
    httpStatus: reply.status,
    ...(carrierCode === undefined ? {} : { carrierCode }),
    ...(reply.requestId === undefined ? {} : { carrierRequestId: reply.requestId }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

const SystemError = z.object({ code: z.string().optional(), syscall: z.string().optional() });
const ThrownError = SystemError.extend({ errors: z.array(SystemError).optional() });

const timeoutCodes: ReadonlySet<unknown> = new Set(["ETIMEDOUT", "UND_ERR_ABORTED"]);

const isBeforeConnection = ({ code, syscall }: z.infer<typeof SystemError>) =>
  syscall === "connect" || syscall === "getaddrinfo" || code === "UND_ERR_CONNECT_TIMEOUT";

/** Only a failed DNS lookup or connection proves that nothing was sent. Reads only codes: errors may hold secrets. */
export function errorFromFailure(thrown: unknown): CarrierError {
  const parsed = ThrownError.safeParse(thrown);
  const error = parsed.success ? parsed.data : {};
  const { code, errors: attempts = [error] } = error;
  const shown = code ? ` (${code})` : "";
  if (attempts.length > 0 && attempts.every(isBeforeConnection)) {
    return new CarrierError("unavailable", "unreachable", `Twilio could not be reached${shown}`);
  }
  if (code !== undefined && timeoutCodes.has(code)) {
    return new CarrierError("unknown", "timeout", `Twilio did not answer in time${shown}`);
  }
  return new CarrierError("unknown", "unreachable", `The connection to Twilio broke${shown}`);
}
