import { createHash } from "node:crypto";
import { forgetLimit, takeFromLimit } from "@/lib/http/rate-limit";
import { refuseExceeded } from "@/lib/http/refuse-exceeded";
import { addressPrefix } from "@/lib/network/client-address";

export type SignInAttempt = {
  /** The account's count begins anew; the address keeps its own, or one good account would cover for a thousand guesses. */
  succeeded(): Promise<void>;
};

/**
 * Counts an attempt on the account, known or not, and from the address, before the password is looked at. Throws
 * `rate_limited`.
 */
export async function requireSignInAttempt(email: string, address: string | null): Promise<SignInAttempt> {
  const account = createHash("sha256").update(email.trim().toLowerCase()).digest("hex");
  refuseExceeded(
    await Promise.all([
      takeFromLimit("sign_in_account", account),
      takeFromLimit("sign_in_address", addressPrefix(address)),
    ]),
  );
  return { succeeded: () => forgetLimit("sign_in_account", account) };
}
