"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

/** `held` stays highlighted, for example under a dialog; `settling` fades out. */
type Light = "held" | "settling";
type Arrivals = {
  lights: ReadonlyMap<string, Light>;
  /** Highlights a new number until `settle`. */
  arrive: (phoneNumberId: string) => void;
  /** Fades out all held highlights. */
  settle: () => void;
};

const SETTLE_MS = 6000;
const Context = createContext<Arrivals | undefined>(undefined);

export function ArrivalsProvider({ children }: { children: ReactNode }) {
  const [lights, setLights] = useState<ReadonlyMap<string, Light>>(new Map());

  const settling = [...lights].filter(([, light]) => light === "settling").map(([id]) => id);
  const settlingIds = settling.join();
  useEffect(() => {
    if (settlingIds === "") return;
    const ids = new Set(settlingIds.split(","));
    const timer = setTimeout(() => setLights((all) => new Map([...all].filter(([id]) => !ids.has(id)))), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [settlingIds]);

  const arrivals = useMemo<Arrivals>(
    () => ({
      lights,
      arrive: (id) => setLights((all) => new Map(all).set(id, "held")),
      settle: () => setLights((all) => (isAnyHeld(all) ? new Map([...all].map(([id]) => [id, "settling"])) : all)),
    }),
    [lights],
  );
  return <Context value={arrivals}>{children}</Context>;
}

const isAnyHeld = (lights: ReadonlyMap<string, Light>) => [...lights.values()].includes("held");

export function useArrivals(): Arrivals {
  const arrivals = useContext(Context);
  if (!arrivals) throw new Error("useArrivals needs an ArrivalsProvider above it.");
  return arrivals;
}
