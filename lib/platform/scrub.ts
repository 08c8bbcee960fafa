const REDACTED = "[redacted]";
const DEEPEST = 6;

const secretName = /authorization|cookie|password|passphrase|secret|token|credential|api_?key|encryption_?key/i;

/**
 * Our tokens and signing secrets, bearer and basic credentials, connection string passwords, and secrets in URLs:
 * invitation and verification tokens, also in nested URLs, and one-time sign-in values.
 */
const secretText = [
  /\b(?:Bearer|Basic)\s+[\w.+/=-]{8,}/gi,
  /\b(?:ak|pat)_[0-9a-f]{8,}\.[\w-]+/g,
  /\bwhsec_[\w+/=-]+/g,
  /(?<=(?:\/|%(?:25)*2f)(?:invite|verify-email)(?:\/|%(?:25)*2f))[\w.-]+/gi,
  /(?<=[?&](?:token|code|state|nonce|csrfToken|(?:access|id|refresh)_token)=)[^&\s"'#]+/gi,
  /(?<=\b[a-z][a-z0-9+]*:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/gi,
];

export function scrubText(text: string): string {
  return secretText.reduce((scrubbed, shape) => scrubbed.replace(shape, REDACTED), text);
}

/** Also redacts members whose name marks them as secret. */
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
