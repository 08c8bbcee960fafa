import { CarrierError } from "@/lib/carriers/carrier";

/**
 * Tells missing permissions from invalid credentials: a key that one product refuses (401) works elsewhere.
 * @param signIn a cheap read of the account's numbers; called only after a refusal
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
