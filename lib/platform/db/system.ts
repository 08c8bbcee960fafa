import { type Authorized, type ScopedDatabase, scopedDatabase } from "./db";

/**
 * Every row: for jobs and for what comes before an organization is known, such as sign-in. `.dependency-cruiser.mjs`
 * lists who may import it.
 * @param by the request that writes, whose authority is held
 */
export function system(by: Authorized = {}): ScopedDatabase {
  return scopedDatabase("system", by.authority);
}
