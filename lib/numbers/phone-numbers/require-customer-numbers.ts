import { takesCustomerNumbers } from "@/lib/identity/permissions";
import { AppError } from "@/lib/platform/errors";

/** Throws `forbidden` where the operator lets nobody bring numbers without proof. */
export function requireCustomerNumbers(): void {
  if (takesCustomerNumbers()) return;
  throw new AppError(
    "forbidden",
    "This installation doesn't accept numbers from other providers. Buy a number instead.",
  );
}
