import { AppError } from "@/lib/errors";

/** Refuses a whole file in one sentence. */
export function invalidFile(message: string): AppError {
  return new AppError("validation_failed", message, { errors: [{ path: "", message }] });
}
