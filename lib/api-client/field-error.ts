import { ApiError } from "./api-client";

/** Without a field, returns the message that concerns no field. @param field the member's path in the request */
export function fieldErrorOf(error: unknown, field?: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const errors = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  if (field === undefined) return errors.length === 0 ? error.message : undefined;
  return errors.find(({ path }) => path === field)?.message;
}
