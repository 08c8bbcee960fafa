import type { Answer } from "./post-event";

/** How an attempt ended; plain data, because the engine remembers it. `error` is a sentence, null when delivered. */
export type AttemptResult = {
  status: number | null;
  excerpt: string | null;
  error: string | null;
  durationMs: number;
  retryAfterMs: number;
};

/** 2xx is delivered; anything else says what to do about it. */
export function resultOf(answer: Answer, durationMs: number): AttemptResult {
  if (answer.kind === "unanswered") return unsent(sentenceOf(answer.code), durationMs);
  const { status, retryAfterMs } = answer;
  return { status, excerpt: answer.excerpt || null, error: refusal(status), durationMs, retryAfterMs };
}

/** Nothing was answered, or nothing was asked. */
export function unsent(error: string, durationMs = 0): AttemptResult {
  return { status: null, excerpt: null, error, durationMs, retryAfterMs: 0 };
}

function refusal(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status === 410) return "The endpoint answered 410: it is gone, so it was disabled.";
  if (status >= 300 && status < 400) {
    return `The endpoint answered ${status}, a redirect, which is not followed. Use the URL that it leads to.`;
  }
  return `The endpoint answered ${status}.`;
}

function sentenceOf(code: string): string {
  if (code === "TIMEOUT") return "The endpoint did not answer within 10 seconds.";
  if (code === "ECONNREFUSED") return "The endpoint refused the connection.";
  if (code === "ECONNRESET" || code === "EPIPE") return "The endpoint closed the connection without an answer.";
  if (/CERT|SELF_SIGNED|VERIFY|^ERR_(SSL|TLS)/.test(code)) {
    return "The endpoint's TLS certificate is not valid for its name.";
  }
  return "The endpoint could not be reached.";
}
