import type { Scope } from "@/lib/identity/scopes";
import type { Tenant } from "@/test/security/callers";

/** A request that succeeds for whoever has the scope, on rows of the tenant that it was made for. */
export type ValidRequest = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  csv?: string;
  /** The answer to the tenant's own. */
  status: number;
  /** The scopes of the role that it gives somebody: who lacks one of them may not give it. */
  gives?: readonly Scope[];
  /** The one whose own it is: to everybody else it is as another organization's. */
  person?: string;
  /** The answer to another organization. When absent: 404 if an address names a row, else as to the tenant's own. */
  foreign?: number;
};

/** Makes the rows that the request needs; called again after each time that it succeeded. */
export type Prepare = (tenant: Tenant) => Promise<ValidRequest>;

export function foreignStatus({ params = {}, foreign, status }: ValidRequest): number {
  const namesRow = Object.values(params).some((value) => value !== "default");
  return foreign ?? (namesRow ? 404 : status);
}
