import type { Answer } from "./post-event";

/** Plain data, because the engine stores it. `error` is a sentence, null when delivered. */
export type AttemptResult = {
  status: number | null;
  excerpt: string | null;
  error: string | null;
  durationMs: number;
  retryAfterMs: number;
};

/** 2xx means delivered; anything else decides whether and when to retry. */
export function resultOf(answer: Answer, durationMs: number): AttemptResult {
  if (answer.kind === "unanswered") return unsent(sentenceOf(answer.code), durationMs);
  const { status, retryAfterMs } = answer;
  return { status, excerpt: answer.excerpt || null, error: refusal(status), durationMs, retryAfterMs };
}

/** The endpoint sent no response, or no request was sent. */
export function unsent(error: string, durationMs = 0): AttemptResult {
  return { status: null, excerpt: null, error, durationMs, retryAfterMs: 0 };
}

function refusal(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status === 410) return "The endpoint returned 410: it is gone, so it was disabled.";
  if (status >= 300 && status < 400) {
    return `The endpoint returned ${status}, a redirect, which is not followed. Use the final URL.`;
  }
  return `The endpoint returned ${status}.`;
}

function sentenceOf(code: string): string {
  if (code === "TIMEOUT") return "The endpoint didn't respond within 10 seconds.";
  if (code === "ECONNREFUSED") return "The endpoint refused the connection.";
  if (code === "ECONNRESET" || code === "EPIPE") return "The endpoint closed the connection without a response.";
  return tlsTroubles.find(([trouble]) => trouble.test(code))?.[1] ?? "The endpoint could not be reached.";
}

/**
 * The first match wins.
 * @see https://docs.openssl.org/3.0/man1/openssl-verification-options/ and node:tls, "X509 certificate error codes"
 */
const tlsTroubles: readonly [RegExp, string][] = [
  [/^CERT_HAS_EXPIRED$/, "The endpoint's TLS certificate has expired."],
  [/^CERT_NOT_YET_VALID$/, "The endpoint's TLS certificate is not valid yet."],
  [/^CERT_REVOKED$/, "The endpoint's TLS certificate was revoked."],
  [/ALTNAME_INVALID|HOSTNAME_MISMATCH/, "The endpoint's TLS certificate is not valid for its name."],
  [
    /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    "The endpoint's TLS certificate is self-signed. Use one from a public certificate authority.",
  ],
  [
    /SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_UNTRUSTED/,
    "The endpoint's TLS certificate has an unknown issuer. Use one from a public certificate authority, and send its intermediate certificates.",
  ],
  [
    /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_LAYER_FAILURE)$/,
    "The endpoint does not speak TLS at this port. Use its https port.",
  ],
  [/^ERR_SSL.*(PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL)/, "The endpoint doesn't support TLS 1.2 or later."],
  [/CERT/, "The endpoint's TLS certificate is not valid."],
  [/^(EPROTO$|ERR_(SSL|TLS))/, "The TLS connection to the endpoint failed."],
];
