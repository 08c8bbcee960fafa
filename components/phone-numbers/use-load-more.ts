"use client";

import { useEffect } from "react";

export type MoreNumbers = { available: boolean; loading: boolean; failed: boolean; load: () => void };

/** Loads the next page near the end of the list; after a failure, only on request. */
export function useLoadMore({ available, loading, failed, load }: MoreNumbers, nearEnd: boolean) {
  const due = nearEnd && available && !loading && !failed;
  useEffect(() => {
    if (due) load();
  }, [due, load]);
}
