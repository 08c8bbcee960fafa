import { AppError } from "@/lib/platform/errors";

/** OWASP ASVS 5.0, 6.2: a length and nothing about its letters; at least 64 characters are taken. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 256;

let commonPasswords: Promise<Set<string>> | undefined;

/** About 49,000 passwords that everybody tries first; read when it is first asked for. */
function common(): Promise<Set<string>> {
  commonPasswords ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set<string>(dictionary["passwords-common"].map((word) => String(word).toLowerCase())),
  );
  return commonPasswords;
}

/**
 * What is wrong with a new password, as a sentence; undefined when nothing is. It is taken as it was typed: any
 * character, nothing trimmed, nothing cut.
 * @param about words that an attacker would guess for this person, such as the e-mail address and the organization's name
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

/** Throws `validation_failed`, naming `path`. */
export async function requireGoodPassword(password: string, about: readonly string[], path: string): Promise<void> {
  const message = await passwordProblem(password, about);
  if (message) throw new AppError("validation_failed", message, { errors: [{ path, message }] });
}

/** `password` with digits or signs around it is still `password`. */
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

/** A word in a long phrase does no harm; one that is most of the password does. */
const isMostly = (password: string, word: string) => password.includes(word) && word.length * 2 >= password.length;
