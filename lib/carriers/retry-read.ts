import { backOffMs } from "@/lib/carriers/back-off";
import { CarrierError } from "@/lib/carriers/carrier";

/** All tries together; a person waits. */
const WITHIN_MS = 3_000;
const backOff = { firstMs: 200, maxMs: WITHIN_MS };

type RetryOptions = {
  tries: number;
  /** Asked after each failure; false ends it. */
  mayHelp: () => boolean;
};

/**
 * Asks again what may be asked twice, after a pause with jitter that is never shorter than the carrier wishes. No try
 * begins later than three seconds after the first. Throws the last error.
 */
export async function retryRead<T>(read: () => Promise<T>, { tries, mayHelp }: RetryOptions): Promise<T> {
  const end = Date.now() + WITHIN_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CarrierError) || error.kind === "refused" || attempt >= tries || !mayHelp()) throw error;
      const pauseMs = backOffMs(error, attempt, backOff);
      if (Date.now() + pauseMs > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
