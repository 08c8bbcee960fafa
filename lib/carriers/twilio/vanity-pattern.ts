const keypad = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

/** Twilio takes a wildcard before and after digits or letters, of which there are at least two; not between them. */
const asItIs = /^\*?[0-9A-Za-z]{2,}\*?$/;

/**
 * What of a vanity pattern can be asked for: all of it, or its longest run of digits and letters. What a run finds is
 * still to be compared with `matcherFor`. Undefined for a pattern without two digits or letters side by side.
 *
 * @param pattern digits, letters, and `*` for any digit
 */
export function toContains(pattern: string): string | undefined {
  if (asItIs.test(pattern)) return pattern;
  const runs = pattern.split("*").filter((run) => run.length >= 2);
  return runs.sort((one, other) => other.length - one.length)[0];
}

/** Whether a number in E.164 has the pattern anywhere in its digits. */
export function matcherFor(pattern: string): (phoneNumber: string) => boolean {
  const source = [...pattern.toLowerCase()].map((sign) => {
    if (sign === "*") return "\\d";
    const key = keypad.findIndex((letters) => letters.includes(sign));
    return key === -1 ? sign : String(key + 2);
  });
  const matcher = new RegExp(source.join(""));
  return (phoneNumber) => matcher.test(phoneNumber.slice(1));
}
