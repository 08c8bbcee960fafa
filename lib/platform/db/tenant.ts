import { type Organization, type ScopedDatabase, scopedDatabase } from "./db";

/** Access to one organization's rows; row-level security hides all others and rejects writes to them. */
export function tenant({ organizationId, authority }: Organization): ScopedDatabase {
  return scopedDatabase({ organizationId }, authority);
}
