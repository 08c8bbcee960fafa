import { AppError } from "@/lib/platform/errors";

/** OWASP ASVS 5.0, 6.2: requires a minimum length but no character classes, and accepts at least 64 characters. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 256;

let commonPasswords: Promise<Set<string>> | undefined;

/** About 49,000 common passwords, loaded at first use. */
function common(): Promise<Set<string>> {
  commonPasswords ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set<string>(dictionary["passwords-common"].map((word) => String(word).toLowerCase())),
  );
  return commonPasswords;
}

/**
 * Returns a sentence, or undefined for a good password. Accepts any character; neither trims nor truncates.
 * @param about words that an attacker would try for this user, such as the e-mail address or organization name
 */
export async function passwordProblem(password: string, about: readonly string[]): Promise<string | undefined> {
  const length = [...password].length;
  if (length < MIN_PASSWORD_LENGTH) return `Use at least ${MIN_PASSWORD_LENGTH} characters.`;
  if (length > MAX_PASSWORD_LENGTH) return `Use at most ${MAX_PASSWORD_LENGTH} characters.`;
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5) return "Use more than a few different characters.";
  if ((await common()).has(lower) || (await isCommonWithPadding(lower))) {
    return "This password is too common. Choose another one.";
  }
  const guessable = ["trunkline", ...about.flatMap(wordsOf)].find((word) => isMostly(lower, word));
  if (guessable) return `Don't use “${guessable}” in your password: it is easy to guess.`;
  return undefined;
}

/** Throws `validation_failed` at `path`. */
export async function requireGoodPassword(password: string, about: readonly string[], path: string): Promise<void> {
  const message = await passwordProblem(password, about);
  if (message) throw new AppError("validation_failed", message, { errors: [{ path, message }] });
}

/** `password` padded with digits or punctuation still counts as `password`. */
async function isCommonWithPadding(lower: string): Promise<boolean> {
  const core = lower.replace(/^[^a-z]+|[^a-z]+$/g, "");
  return core.length >= 5 && core.length >= lower.length - 6 && (await common()).has(core);
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 4);
}

/** A guessable word is fine in a long phrase, but not as most of the password. */
const isMostly = (password: string, word: string) => password.includes(word) && word.length * 2 >= password.length;
