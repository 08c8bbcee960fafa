import { AppError } from "@/lib/platform/errors";

/** Refuses a whole file in one sentence. */
export function invalidFile(message: string): AppError {
  return new AppError("validation_failed", message, { errors: [{ path: "", message }] });
}
