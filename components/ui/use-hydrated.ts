"use client";

import { useSyncExternalStore } from "react";

/** False on the server and in the browser's first render, which must match; then true. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

const neverChanges = () => () => {};
