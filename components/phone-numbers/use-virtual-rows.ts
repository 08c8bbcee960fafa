"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";

const ROWS_FROM_SERVER = 30;
const wide = "(min-width: 48rem)";

/** Returns the rows near the window, and the space to leave above and below them. */
export function useVirtualRows(body: RefObject<HTMLElement | null>, count: number) {
  const hydrated = useHydrated();
  const rowHeight = useSyncExternalStore(subscribeToWidth, currentRowHeight, () => 52);
  const [scrollMargin, setScrollMargin] = useState(0);

  // The body moves when content above it changes, which this component is not told.
  useLayoutEffect(() => {
    const top = body.current ? Math.round(body.current.getBoundingClientRect().top + window.scrollY) : 0;
    setScrollMargin(top);
  });
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin,
    initialRect: { width: 0, height: 1000 },
    // The first render must match the server's, however far the browser has scrolled.
    enabled: hydrated,
  });
  useLayoutEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [virtualizer, rowHeight]);

  const items = hydrated ? virtualizer.getVirtualItems() : [];
  const first = items[0]?.index ?? 0;
  const last = hydrated ? (items.at(-1)?.index ?? -1) : Math.min(count, ROWS_FROM_SERVER) - 1;
  return { first, last, before: first * rowHeight, after: (count - 1 - last) * rowHeight };
}

function subscribeToWidth(listener: () => void) {
  const query = window.matchMedia(wide);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Matches the rows' classes: `h-16 md:h-13`. */
const currentRowHeight = () => (window.matchMedia(wide).matches ? 52 : 64);
