import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Whether numbers that an organization has elsewhere may be registered and imported here. */
export const takesCustomerNumbers = (): boolean => env().CUSTOMER_NUMBERS === "on";

/** Throws `forbidden` where the operator lets nobody bring numbers without proof. */
export function requireCustomerNumbers(): void {
  if (takesCustomerNumbers()) return;
  throw new AppError("forbidden", "This installation takes no numbers from elsewhere. Buy a number instead.");
}
