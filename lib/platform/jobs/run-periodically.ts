import { log } from "@/lib/platform/log";

/**
 * Does it after `firstMs` (at once when absent), and again `everyMs` after each end, for as long as the process lives. A
 * failure is logged and repeated.
 */
export function runPeriodically(what: string, everyMs: number, act: () => Promise<unknown>, firstMs = 0): void {
  const once = () =>
    act()
      .catch((error) => log().error({ error }, `${what} failed`))
      .finally(() => setTimeout(once, everyMs).unref());
  setTimeout(once, firstMs).unref();
}
