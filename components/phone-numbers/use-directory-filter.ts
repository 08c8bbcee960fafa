"use client";

import { debounce, parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useRested } from "@/components/ui/use-rested";
import { digitsOf } from "./digits";
import { type DirectoryFilter, filterFrom } from "./filter";

const TYPING_MS = 180;

const parsers = {
  q: parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(TYPING_MS) }),
  agent: parseAsString,
  unassigned: parseAsBoolean.withDefault(false),
};

/** Stored in the URL. `filter` changes once typing pauses. */
export function useDirectoryFilter() {
  const [{ q: typed, agent, unassigned }, setParams] = useQueryStates(parsers);
  const digits = useRested(digitsOf(typed));
  const { agentId } = filterFrom({ agent });
  const filter = useMemo<DirectoryFilter>(() => ({ digits, agentId, unassigned }), [digits, agentId, unassigned]);
  return {
    typed,
    filter,
    type: (q: string | null) => void setParams({ q }),
    setAgent: (id: string | null) => void setParams({ agent: id }),
    setUnassigned: (only: boolean) => void setParams({ unassigned: only || null }),
    clear: () => void setParams(null),
  };
}
