import { AppError } from "@/lib/platform/errors";

export function invalidFile(message: string): AppError {
  return new AppError("validation_failed", message, { errors: [{ path: "", message }] });
}
