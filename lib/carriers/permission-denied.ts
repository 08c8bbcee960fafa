import { CarrierError } from "@/lib/carriers/carrier";

/**
 * Makes a call, and tells credentials that are wrong from those that lack a permission: a key that is refused for one
 * product alone (401) still signs in elsewhere.
 * @param signIn a cheap read of the account's numbers; asked only after a refusal
 */
export async function orPermissionDenied<T>(call: () => Promise<T>, signIn: () => Promise<unknown>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof CarrierError) || error.reason !== "authentication_failed") throw error;
    const signsIn = await signIn().then(
      () => true,
      () => false,
    );
    throw signsIn ? new CarrierError("refused", "permission_denied", error.message, error.details) : error;
  }
}
