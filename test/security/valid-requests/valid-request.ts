import type { Scope } from "@/lib/identity/scopes";
import type { Tenant } from "@/test/security/callers";

/** A request that succeeds for every caller with the scope, on rows of the tenant it was made for. */
export type ValidRequest = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  csv?: string;
  /** The status for the tenant's own rows. */
  status: number;
  /** The scopes of the role that the request grants: callers who lack one of them may not grant it. */
  gives?: readonly Scope[];
  /** The user who owns the resource; everyone else gets the other organization's response. */
  person?: string;
  /** The status for another organization. Default: 404 if the path names a row, otherwise the tenant's own status. */
  foreign?: number;
};

/** Creates the rows that the request needs; called again after each success. */
export type Prepare = (tenant: Tenant) => Promise<ValidRequest>;

export function foreignStatus({ params = {}, foreign, status }: ValidRequest): number {
  const namesRow = Object.values(params).some((value) => value !== "default");
  return foreign ?? (namesRow ? 404 : status);
}
