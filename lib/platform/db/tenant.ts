import { type Organization, type ScopedDatabase, scopedDatabase } from "./db";

export function tenant({ organizationId, authority }: Organization): ScopedDatabase {
  return scopedDatabase({ organizationId }, authority);
}
