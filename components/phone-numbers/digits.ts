import { digitsIn } from "@/lib/numbers/phone-numbers/schemas";

/** Extracts the digits to search for from typed or pasted text such as `(415) 555`. */
export function digitsOf(text: string): string {
  return digitsIn(text).slice(0, 15);
}

/** True for text that no number can contain. */
export function hasNoDigits(text: string): boolean {
  return text.trim() !== "" && digitsOf(text) === "";
}
