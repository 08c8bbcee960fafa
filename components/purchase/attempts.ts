import type { Money } from "@/lib/numbers/phone-numbers/schemas";

/** How far the purchase of one number of the search has come. No attempt: nobody asked for it yet. */
export type Attempt =
  | { step: "buying" }
  | { step: "bought" }
  /** The carrier has not answered for certain; the server goes on. */
  | { step: "pending" }
  | { step: "taken" }
  | { step: "already_owned" }
  /** A no that stays a no. */
  | { step: "ruled_out"; sentence: string; label: string }
  /** Nothing was bought: asks again at the price of now. */
  | { step: "price_changed"; before: Money; now: Money }
  /** `key` is kept when it is not known what happened, so that trying again cannot buy twice. */
  | { step: "refused"; sentence: string; key?: string };

export type Attempts = ReadonlyMap<string, Attempt>;

/** Done with, one way or the other: not worth keeping when the dialog closes. */
export function isOver({ step }: Attempt): boolean {
  return step !== "buying" && step !== "pending";
}
