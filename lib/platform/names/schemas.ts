import { z } from "zod";
import { isVisible } from "./readable-name";

/** Controls, line ends, and the marks that turn the direction of what follows (UAX #9, explicit formatting). */
const unwanted = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/**
 * The name of a person, an agent, a trunk or a key, as lists, mails and logs show it: one line that shows something,
 * reads in the direction of its letters and is no link.
 * @param maximum characters
 * @param missing what to say when it is empty
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
