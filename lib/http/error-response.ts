import { isDatabaseOutage, isRetryableConflict } from "@/lib/platform/db/database-errors";
import { AppError, type ErrorCode } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

/** The only place that maps error codes to HTTP. */
export const problems: Record<ErrorCode, { status: number; title: string }> = {
  malformed_request: { status: 400, title: "Malformed request" },
  managed_trunk: { status: 400, title: "Managed trunk" },
  version_published: { status: 400, title: "Version is published" },
  unauthenticated: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  no_outbound_number: { status: 404, title: "No number to call from" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  phone_number_limit_reached: { status: 409, title: "Plan limit reached" },
  number_unavailable: { status: 409, title: "Number not available" },
  number_already_owned: { status: 409, title: "Number already owned" },
  number_lost: { status: 409, title: "Number lost at the carrier" },
  release_begun: { status: 409, title: "Release begun" },
  number_out_of_service: { status: 409, title: "Number out of service" },
  agent_in_use: { status: 409, title: "Agent in use" },
  agent_inactive: { status: 409, title: "Agent is inactive" },
  price_changed: { status: 409, title: "Price changed" },
  trunk_in_use: { status: 409, title: "Trunk in use" },
  idempotency_key_in_flight: { status: 409, title: "Request in flight" },
  action_not_possible: { status: 409, title: "Not possible now" },
  last_admin: { status: 409, title: "Last admin" },
  already_member: { status: 409, title: "Already a member" },
  already_invited: { status: 409, title: "Already invited" },
  precondition_failed: { status: 412, title: "Changed in the meantime" },
  request_timeout: { status: 408, title: "Body too slow" },
  payload_too_large: { status: 413, title: "Body too large" },
  unsupported_media_type: { status: 415, title: "Unsupported content type" },
  unsupported_content_encoding: { status: 415, title: "Unsupported content encoding" },
  validation_failed: { status: 422, title: "Invalid request" },
  invalid_phone_number: { status: 422, title: "Invalid phone number" },
  import_has_errors: { status: 422, title: "Errors in the file" },
  regulatory_required: { status: 422, title: "Regulatory documents required" },
  idempotency_key_reused: { status: 422, title: "Idempotency key reused" },
  rate_limited: { status: 429, title: "Too many requests" },
  method_not_implemented: { status: 501, title: "Method not implemented" },
  internal_error: { status: 500, title: "Internal error" },
  carrier_refused: { status: 502, title: "Carrier refused" },
  carrier_unavailable: { status: 503, title: "Carrier unavailable" },
  temporarily_unavailable: { status: 503, title: "Temporarily unavailable" },
};

const RETRY_SECONDS = 5;
/** The methods of the server as a whole; each route's own methods are in its 405. */
const KNOWN_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** Converts any thrown value to `application/problem+json` (RFC 9457). Unexpected errors are only logged. */
export function errorResponse(thrown: unknown, requestId: string): Response {
  const error = asAppError(thrown, requestId);
  const { status, title } = problems[error.code];
  const mayHelp = error.extra.members?.retryable !== false;
  const retryAfter = error.extra.retryAfter ?? (mayHelp && status === 503 ? RETRY_SECONDS : undefined);
  const body = {
    type: "about:blank",
    title,
    status,
    detail: error.detail,
    code: error.code,
    request_id: requestId,
    ...(error.extra.errors ? { errors: error.extra.errors } : {}),
    ...error.extra.members,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...(status === 408 ? { Connection: "close" } : {}),
      ...(error.code === "method_not_implemented" ? { Allow: KNOWN_METHODS } : {}),
      // RFC 9110 §12.5.3: distinguishes a 415 for the coding from a 415 for the media type.
      ...(error.code === "unsupported_content_encoding" ? { "Accept-Encoding": "identity" } : {}),
      ...(status === 401 ? { "WWW-Authenticate": 'Bearer realm="trunkline"' } : {}),
      ...(retryAfter === undefined ? {} : { "Retry-After": String(Math.ceil(retryAfter)) }),
    },
  });
}

function asAppError(thrown: unknown, requestId: string): AppError {
  if (thrown instanceof AppError) return thrown;
  log().error({ error: thrown, request_id: requestId }, "request failed");
  const unavailable = (why: string) => new AppError("temporarily_unavailable", `${why} Try again in a moment.`);
  if (isDatabaseOutage(thrown)) return unavailable("The database is unavailable right now.");
  if (isRetryableConflict(thrown)) return unavailable("Someone else is changing this right now.");
  return new AppError(
    "internal_error",
    `Something failed on our side. If it happens again, report request ${requestId}.`,
  );
}
