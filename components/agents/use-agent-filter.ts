"use client";

import { debounce, parseAsBoolean, parseAsString, useQueryStates } from "nuqs";
import { useEffect, useState } from "react";

const TYPING_MS = 180;

const parameters = {
  q: parseAsString.withDefault("").withOptions({ limitUrlUpdates: debounce(TYPING_MS) }),
  active: parseAsBoolean,
};

/** Stored in the URL. The name applies once typing pauses. */
export function useAgentFilter() {
  const [{ q: typed, active }, setFilter] = useQueryStates(parameters);
  const wanted = typed.trim();
  const [name, setName] = useState(wanted);

  useEffect(() => {
    const timer = setTimeout(() => setName(wanted), wanted === "" ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [wanted]);

  return {
    typed,
    filter: { name, active },
    setTyped: (q: string | null) => setFilter({ q }),
    setActive: (next: boolean | null) => setFilter({ active: next }),
    clear: () => setFilter({ q: null, active: null }),
  };
}
