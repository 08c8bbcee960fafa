"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { readersZone, utc, type ZoneOffset } from "./time-text";
import { useHydrated } from "./use-hydrated";

const TICK_MS = 20_000;
const RenderedAt = createContext(0);

/** Provides the server's render time, so that both first renders produce the same text. */
export function Clock({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return <RenderedAt value={renderedAt}>{children}</RenderedAt>;
}

/** The current time, in steps, and the reader's time zone; the server's time and UTC before hydration. */
export function useClock(): { now: number; zone: ZoneOffset } {
  const renderedAt = useContext(RenderedAt);
  const now = useSyncExternalStore(subscribe, present, () => renderedAt);
  return { now, zone: useHydrated() ? readersZone : utc };
}

let tick = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    tick = 0;
  };
}

function present() {
  if (tick === 0) tick = Date.now();
  return tick;
}
