import { z } from "zod";
import { isVisible } from "./readable-name";

/** Controls, line breaks and marks that change text direction (UAX #9, explicit formatting). */
const unwanted = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/**
 * One visible line that keeps its natural direction and contains no link.
 * @param maximum characters
 * @param missing the error message for an empty name
 */
export function displayName(maximum: number, missing: string) {
  return z
    .string()
    .trim()
    .min(1, missing)
    .max(maximum, `Use at most ${maximum} characters.`)
    .refine((name) => !unwanted.test(name), "Use one line, without control characters and direction marks.")
    .refine((name) => !name.includes("://"), "Leave the link out.")
    .refine((name) => name === "" || isVisible(name), "Use characters that can be seen.");
}
