const keypad = ["abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

/** Twilio supports a wildcard before and after two or more digits or letters, but not between them. */
const asItIs = /^\*?[0-9A-Za-z]{2,}\*?$/;

/**
 * Undefined without two adjacent digits or letters. Filter its results with `matcherFor`.
 * @param pattern digits, letters, and `*` for any digit
 */
export function toContains(pattern: string): string | undefined {
  if (asItIs.test(pattern)) return pattern;
  const runs = pattern.split("*").filter((run) => run.length >= 2);
  return runs.sort((one, other) => other.length - one.length)[0];
}

export function matcherFor(pattern: string): (phoneNumber: string) => boolean {
  const source = [...pattern.toLowerCase()].map((sign) => {
    if (sign === "*") return "\\d";
    const key = keypad.findIndex((letters) => letters.includes(sign));
    return key === -1 ? sign : String(key + 2);
  });
  const matcher = new RegExp(source.join(""));
  return (phoneNumber) => matcher.test(phoneNumber.slice(1));
}
