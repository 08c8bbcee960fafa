import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Throws `forbidden` where the operator lets nobody bring numbers without proof. */
export function requireCustomerNumbers(): void {
  if (env().CUSTOMER_NUMBERS === "on") return;
  throw new AppError("forbidden", "This installation takes no numbers from elsewhere. Buy a number instead.");
}
