import { hash, verify } from "@node-rs/argon2";

// OWASP's second recommendation for argon2id: 19 MiB, 2 passes, 1 lane. @node-rs/argon2 defaults to argon2id.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let decoy: Promise<string> | undefined;

/** Takes as long for an unknown user as for a wrong password. */
export async function passwordMatches(password: string, storedHash: string | null | undefined): Promise<boolean> {
  decoy ??= hashPassword("decoy");
  const matches = await verify(storedHash ?? (await decoy), password);
  return matches && Boolean(storedHash);
}
