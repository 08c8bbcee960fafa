"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { type ActivityFilters, noFilters } from "./filters";

const text = parseAsString.withDefault("");

/** Stored in the URL, so that a filtered view can be shared. */
export function useActivityFilters() {
  const [filters, set] = useQueryStates({ action: text, person: text, from: text, to: text });
  const change = (changed: Partial<ActivityFilters>) => void set(changed);
  return { filters, change, clear: () => change(noFilters) };
}
