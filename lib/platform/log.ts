import pino from "pino";
import { env } from "./env";
import { scrub, scrubText } from "./scrub";

let logger: pino.Logger | undefined;

/** Structured logs on standard output. Pass ids, codes and times; never a request, a header or a carrier's raw error. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    // The last net: what nobody should have passed.
    formatters: { log: (line) => scrub(line) as Record<string, unknown> },
    serializers: { error: describeError },
  });
  return logger;
}

/** Name, message and stack of our own; no enumerable members, where libraries keep requests and credentials. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: "thrown value is no error" };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { name: error.name, code, message: scrubText(error.message), stack: scrubText(error.stack ?? "") };
}
