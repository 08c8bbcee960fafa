import { type Organization, type ScopedDatabase, scopedDatabase } from "./db";

/** One organization's rows, behind row-level security: rows of others are not there and cannot be written. */
export function tenant({ organizationId, authority }: Organization): ScopedDatabase {
  return scopedDatabase({ organizationId }, authority);
}
