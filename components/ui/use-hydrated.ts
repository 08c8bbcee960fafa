"use client";

import { useSyncExternalStore } from "react";

/** False on the server and in the browser's first render of the server's page, which must agree; then true. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

const neverChanges = () => () => {};
