import { takesCustomerNumbers } from "@/lib/identity/permissions";
import { AppError } from "@/lib/platform/errors";

/** Throws `forbidden` when the operator does not allow unproven customer-owned numbers. */
export function requireCustomerNumbers(): void {
  if (takesCustomerNumbers()) return;
  throw new AppError(
    "forbidden",
    "This installation doesn't accept numbers from other providers. Buy a number instead.",
  );
}
