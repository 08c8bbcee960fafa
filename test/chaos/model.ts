import type fc from "fast-check";
import type { AuditEvent } from "@/lib/identity/audit/audit-event";
import { newOrganization } from "@/test/support/organization";

type Owned = { id: string; shareable: boolean };
export type Answer = { number: string; status: number; code: string | undefined; id: string | undefined };
type Action = AuditEvent["action"];

export type Tenant = {
  limit: number;
  owned: Map<string, Owned>;
  keys: Map<string, Answer>;
  /** Audit events per action. */
  trail: Map<Action, number>;
};
/** The expected state. */
export type Model = { tenants: Tenant[]; gone: Set<string> };
/** The actual state. */
export type Real = { tenants: Awaited<ReturnType<typeof newOrganization>>[]; numbers: string[] };

export type Command = fc.AsyncCommand<Model, Real>;

export const TENANTS = 2;
export const NUMBERS = 6;
const LIMIT = 3;

export async function begin(numbers: string[]): Promise<{ model: Model; real: Real }> {
  const tenants = await Promise.all(Array.from({ length: TENANTS }, () => newOrganization({ limit: LIMIT })));
  const model = tenants.map(() => ({ limit: LIMIT, owned: new Map(), keys: new Map(), trail: new Map() }));
  return { model: { tenants: model, gone: new Set() }, real: { tenants, numbers } };
}

export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

export const note = ({ trail }: Tenant, action: Action) => void trail.set(action, (trail.get(action) ?? 0) + 1);

/** The expected answer to a purchase. */
export function expected({ tenants, gone }: Model, tenant: Tenant, number: string, key: string | undefined): Answer {
  const known = key === undefined ? undefined : tenant.keys.get(key);
  const no = (status: number, code: string): Answer => ({ number, status, code, id: undefined });
  if (known) return known.number === number ? known : no(422, "idempotency_key_reused");
  if (tenant.owned.has(number)) return no(409, "number_already_owned");
  if (tenants.some(({ owned }) => owned.has(number))) return no(409, "number_unavailable");
  if (tenant.owned.size >= tenant.limit) return no(409, "phone_number_limit_reached");
  if (gone.has(number)) return no(409, "number_unavailable");
  return { number, status: 201, code: undefined, id: undefined };
}

/** Mostly one of its own numbers, so that something happens. */
export function preferOwned({ owned }: Tenant, { numbers }: Real, which: number): string {
  const own = [...owned.keys()];
  return which < own.length ? at(own, which) : which % 2 === 0 && own.length > 0 ? at(own, 0) : at(numbers, which);
}
