import { backOffMs } from "@/lib/carriers/back-off";
import { CarrierError } from "@/lib/carriers/carrier";

const WITHIN_MS = 3_000;
const backOff = { firstMs: 200, maxMs: WITHIN_MS };

type RetryOptions = {
  tries: number;
  mayHelp: () => boolean;
};

/** No attempt starts later than three seconds after the first. Throws the last error. */
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
