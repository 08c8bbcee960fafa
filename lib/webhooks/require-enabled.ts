import { AppError } from "@/lib/platform/errors";

/** Throws `action_not_possible`. */
export function requireEnabled({ enabled }: { enabled: boolean }): void {
  if (!enabled) throw new AppError("action_not_possible", "The webhook endpoint is disabled. Enable it first.");
}
