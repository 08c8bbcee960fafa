import { hash, verify } from "@node-rs/argon2";
import { AppError } from "@/lib/platform/errors";
import { createSemaphore } from "@/lib/platform/semaphore";

// OWASP's second recommendation for argon2id: 19 MiB, 2 passes, 1 lane. @node-rs/argon2 defaults to argon2id.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const AT_ONCE = 4;
const WAIT_MS = 5_000;

/** Queues, then rejects, a flood of sign-ins, because each hash takes a core and 19 MiB. */
const slots = createSemaphore(AT_ONCE, WAIT_MS, () => {
  return new AppError("temporarily_unavailable", "Too many people are signing in right now. Try again in a moment.");
});

/**
 * Throws `temporarily_unavailable` when too many passwords are being hashed.
 * @param prefix the client's network (see `addressPrefix`); the queue serves networks in turn
 */
export function hashPassword(password: string, prefix?: string): Promise<string> {
  return slots(() => hash(password, cost), prefix);
}

let decoy: Promise<string> | undefined;

/** Takes equally long for an unknown user and a wrong password. Throws what `hashPassword` throws. */
export async function passwordMatches(
  password: string,
  storedHash: string | null | undefined,
  prefix?: string,
): Promise<boolean> {
  decoy ??= hashPassword("decoy");
  const against = storedHash ?? (await decoy);
  const matches = await slots(() => verify(against, password), prefix);
  return matches && Boolean(storedHash);
}
