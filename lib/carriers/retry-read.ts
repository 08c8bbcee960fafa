import { CarrierError } from "@/lib/carriers/carrier";

/** All tries together; a person waits. */
const WITHIN_MS = 3_000;

type RetryOptions = {
  tries: number;
  /** Asked after each failure; false ends it. */
  mayHelp: () => boolean;
};

/**
 * Asks again what may be asked twice, after a full-jitter pause that is never shorter than the carrier wishes (AWS,
 * "Exponential Backoff And Jitter"). No try begins later than three seconds after the first. Throws the last error.
 */
export async function retryRead<T>(read: () => Promise<T>, { tries, mayHelp }: RetryOptions): Promise<T> {
  const end = Date.now() + WITHIN_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CarrierError) || error.kind === "refused" || attempt >= tries || !mayHelp()) throw error;
      const pauseMs = (error.details.retryAfterMs ?? 0) + Math.random() * 100 * 2 ** attempt;
      if (Date.now() + pauseMs > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
