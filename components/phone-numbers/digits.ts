import { digitsIn } from "@/lib/numbers/phone-numbers/schemas";

/** What the filter looks for: the digits of whatever was typed or pasted, such as `(415) 555`. */
export function digitsOf(text: string): string {
  return digitsIn(text).slice(0, 15);
}

/** True when something was typed that no number can contain. */
export function hasNoDigits(text: string): boolean {
  return text.trim() !== "" && digitsOf(text) === "";
}
