import { log } from "@/lib/log";

/** Does it now, and again this long after each end, for as long as the process lives. A failure is logged and repeated. */
export function keepDoing(what: string, everyMs: number, act: () => Promise<void>): void {
  const once = () =>
    act()
      .catch((error) => log().error({ error }, `${what} failed`))
      .finally(() => setTimeout(once, everyMs).unref());
  void once();
}
