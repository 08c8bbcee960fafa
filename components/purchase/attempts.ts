import type { Money } from "@/lib/numbers/phone-numbers/schemas";

/** The state of one number's purchase; absent until the user clicks Purchase. */
export type Attempt =
  | { step: "buying" }
  | { step: "bought" }
  /** The carrier has not given a definite answer; the server continues. */
  | { step: "pending" }
  | { step: "taken" }
  | { step: "already_owned" }
  /** A final refusal. */
  | { step: "ruled_out"; sentence: string; label: string }
  /** Nothing was bought; the user can accept the current price. */
  | { step: "price_changed"; before: Money; now: Money }
  /** `key` is kept when the outcome is unknown, so a retry cannot buy twice. */
  | { step: "refused"; sentence: string; key?: string };

export type Attempts = ReadonlyMap<string, Attempt>;

/** Ended attempts are dropped when the dialog closes. */
export function isOver({ step }: Attempt): boolean {
  return step !== "buying" && step !== "pending";
}
