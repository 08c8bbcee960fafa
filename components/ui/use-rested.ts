"use client";

import { useEffect, useState } from "react";

const TYPING_MS = 180;

/** Returns the typed text once typing pauses; clears at once. */
export function useRested(typed: string): string {
  const [rested, setRested] = useState(typed);

  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), typed === "" ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return rested;
}
