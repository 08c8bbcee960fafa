export const errorCodes = [
  "malformed_request",
  "managed_trunk",
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "method_not_implemented",
  "validation_failed",
  "invalid_phone_number",
  "no_outbound_number",
  "import_has_errors",
  "phone_number_limit_reached",
  "number_unavailable",
  "number_already_owned",
  "number_lost",
  "price_changed",
  "trunk_in_use",
  "release_begun",
  "regulatory_required",
  "idempotency_key_reused",
  "idempotency_key_in_flight",
  "action_not_possible",
  "version_published",
  "agent_in_use",
  "agent_inactive",
  "number_out_of_service",
  "last_admin",
  "already_member",
  "already_invited",
  "precondition_failed",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
  "unsupported_content_encoding",
  "rate_limited",
  "carrier_refused",
  "carrier_unavailable",
  "temporarily_unavailable",
  "internal_error",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export const isErrorCode = (word: string): word is ErrorCode => errorCodes.some((code) => code === word);

export type FieldError = { path: string; message: string };

type Extra = {
  errors?: FieldError[];
  /** Seconds after which a retry may succeed. */
  retryAfter?: number;
  members?: Record<string, unknown>;
};

/** Thrown when an operation is refused or fails. `detail` is one plain sentence for a person. */
export class AppError extends Error {
  override readonly name = "AppError";

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly extra: Extra = {},
  ) {
    super(detail);
  }
}

export function notFound(what: string): AppError {
  return new AppError("not_found", `${what} was not found.`);
}

/** For a field problem that the schema cannot detect. The message is a sentence. */
export function invalidField(path: string, message: string): AppError {
  return new AppError("validation_failed", `${path}: ${message}`, { errors: [{ path, message }] });
}
