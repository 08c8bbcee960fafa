import "server-only";
import { type Env, Environment, encryptionKeys, environmentProblems, withoutEmpty } from "./environment";

let parsed: Env | undefined;

/** Reads and validates the environment; nothing else may read it. Throws a list of all problems on first use. */
export function env(): Env {
  if (parsed) return parsed;
  const problems = environmentProblems(process.env);
  if (problems.length > 0) throw new Error(`The environment is not complete:\n- ${problems.join("\n- ")}`);
  const given = withoutEmpty(process.env);
  parsed = { ...Environment.parse(given), ENCRYPTION_KEYS: encryptionKeys(given) };
  // next-auth reads its public URL and secret from these variables.
  process.env.NEXTAUTH_URL = parsed.APP_URL;
  process.env.NEXTAUTH_SECRET = parsed.AUTH_SECRET;
  return parsed;
}

export function forgetEnvironment(): void {
  parsed = undefined;
}
