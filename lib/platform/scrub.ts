const REDACTED = "[redacted]";
const DEEPEST = 6;

const secretName = /authorization|cookie|password|passphrase|secret|token|credential|api_?key|encryption_?key/i;

/**
 * Our tokens and signing secrets, bearer and basic credentials, the password of a connection string, and what an address
 * carries: the token of an invitation or of a verification link, also inside another address, and the one-time values of sign-in.
 */
const secretText = [
  /\b(?:Bearer|Basic)\s+[\w.+/=-]{8,}/gi,
  /\b(?:ak|pat)_[0-9a-f]{8,}\.[\w-]+/g,
  /\bwhsec_[\w+/=-]+/g,
  /(?<=(?:\/|%(?:25)*2f)(?:invite|verify-email)(?:\/|%(?:25)*2f))[\w.-]+/gi,
  /(?<=[?&](?:token|code|state|nonce|csrfToken|(?:access|id|refresh)_token)=)[^&\s"'#]+/gi,
  /(?<=\b[a-z][a-z0-9+]*:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/gi,
];

/** A text without what has the shape of a secret. */
export function scrubText(text: string): string {
  return secretText.reduce((scrubbed, shape) => scrubbed.replace(shape, REDACTED), text);
}

/** The same for a value of any shape: members whose name says that they are secret, and texts that look like it. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value !== "object" || value === null || value instanceof Error || value instanceof Date) return value;
  if (depth === DEEPEST) return REDACTED;
  if (Array.isArray(value)) return value.map((item) => scrub(item, depth + 1));
  const members = Object.entries(value).map(([name, member]) => [
    name,
    secretName.test(name) ? REDACTED : scrub(member, depth + 1),
  ]);
  return Object.fromEntries(members);
}
