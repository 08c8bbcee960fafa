"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { type Attempt, type Attempts, isOver } from "./attempts";

type Purchases = {
  attempts: Attempts;
  /** The server refused a purchase because the plan is full. */
  limitReached: boolean;
  /** `undefined` resets the attempt. */
  mark: (phoneNumber: string, attempt: Attempt | undefined) => void;
  reachLimit: () => void;
  /** Drops ended attempts when the dialog closes. */
  clear: () => void;
};

const Context = createContext<Purchases | undefined>(undefined);

/** Outlives the dialog, so that reopening it shows pending purchases. */
export function PurchasesProvider({ children }: { children: ReactNode }) {
  const [attempts, setAttempts] = useState<Attempts>(new Map());
  const [limitReached, setLimitReached] = useState(false);

  const purchases = useMemo<Purchases>(
    () => ({
      attempts,
      limitReached,
      mark: (phoneNumber, attempt) => setAttempts((all) => withAttempt(all, phoneNumber, attempt)),
      reachLimit: () => setLimitReached(true),
      clear: () => {
        setAttempts((all) => new Map([...all].filter(([, attempt]) => !isOver(attempt))));
        setLimitReached(false);
      },
    }),
    [attempts, limitReached],
  );
  return <Context value={purchases}>{children}</Context>;
}

export function usePurchases(): Purchases {
  const purchases = useContext(Context);
  if (!purchases) throw new Error("usePurchases needs a PurchasesProvider above it.");
  return purchases;
}

function withAttempt(attempts: Attempts, phoneNumber: string, attempt: Attempt | undefined): Attempts {
  const next = new Map(attempts);
  next.delete(phoneNumber); // reinserts the latest change at the end
  if (attempt) next.set(phoneNumber, attempt);
  return next;
}
