import { type Authorized, type ScopedDatabase, scopedDatabase } from "./db";

/**
 * Access to every organization's rows, for jobs and for requests without an organization yet, such as sign-in.
 * `.dependency-cruiser.mjs` lists the modules that may import it.
 * @param by the request that writes, whose authority is locked
 */
export function system(by: Authorized = {}): ScopedDatabase {
  return scopedDatabase("system", by.authority);
}
