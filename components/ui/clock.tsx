"use client";

import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { readersZone, utc, type ZoneOffset } from "./time-text";
import { useHydrated } from "./use-hydrated";

const TICK_MS = 20_000;
const RenderedAt = createContext(0);

/** Gives every time below it the server's moment of rendering, so that both first renders write the same. */
export function Clock({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return <RenderedAt value={renderedAt}>{children}</RenderedAt>;
}

/** The present, in steps, and the reader's zone; the server's moment and UTC until the page is hydrated. */
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
