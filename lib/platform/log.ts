import pino from "pino";
import { env } from "./env";
import { scrub, scrubText } from "./scrub";

let logger: pino.Logger | undefined;

/** Logs to standard output. Pass ids, codes and times, but never a request, a header or a carrier's raw error. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    // A last safeguard for secrets that should not have been passed.
    formatters: { log: (line) => scrub(line) as Record<string, unknown> },
    serializers: { error: describeError },
  });
  return logger;
}

/** Name, message and stack only: libraries store requests and credentials in enumerable properties. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: "thrown value is no error" };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { name: error.name, code, message: scrubText(error.message), stack: scrubText(error.stack ?? "") };
}
