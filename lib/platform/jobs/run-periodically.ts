import { log } from "@/lib/platform/log";

/** Runs `act` after `firstMs`, then `everyMs` after each run ends. A failure is logged. */
export function runPeriodically(what: string, everyMs: number, act: () => Promise<unknown>, firstMs = 0): void {
  const once = () =>
    act()
      .catch((error) => log().error({ error }, `${what} failed`))
      .finally(() => setTimeout(once, everyMs).unref());
  setTimeout(once, firstMs).unref();
}
