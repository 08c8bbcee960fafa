import { ApiError } from "./api-client";

/**
 * What the server said about one field of a form, to stand below it; without a field, what it said about none of them.
 * @param field the member's path on the wire
 */
export function fieldErrorOf(error: unknown, field?: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const errors = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  if (field === undefined) return errors.length === 0 ? error.message : undefined;
  return errors.find(({ path }) => path === field)?.message;
}
