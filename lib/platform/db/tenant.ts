import { type Organization, type Scope, scopeOf } from "./db";

/** One organization's rows, behind row-level security: rows of others are not there and cannot be written. */
export function tenant({ organizationId, authority }: Organization): Scope {
  return scopeOf({ organizationId }, authority);
}
