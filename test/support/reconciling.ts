import { expect } from "vitest";
import { carrierOf } from "@/lib/numbers/managed-accounts/carrier-of";
import { type ReconcileOptions, reconcile } from "@/lib/numbers/reconcile/reconcile";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";
import { asOwner } from "./as-owner";
import { defaultAccount } from "./bought-number";
import { newOrganization } from "./organization";
import { simulator } from "./world";

export const atOnce = { graceMs: 0, absentForMs: 0 };

/** The actions of one comparison on this number, trunk or organization. */
export async function actsOn(subject: string, options: ReconcileOptions = atOnce): Promise<string[]> {
  const result = await reconcile(options);
  expect(result?.accounts.map(({ problem }) => problem)).toEqual([undefined]);
  const acts = [...(result?.accounts.flatMap((account) => account.acts) ?? []), ...(result?.acts ?? [])];
  return acts.filter((act) => act.subject === subject).map(({ act }) => act);
}

export async function actsOfTwo(subject: string): Promise<string[]> {
  return [...(await actsOn(subject)), ...(await actsOn(subject))];
}

export const rowOf = (id: string) => system().transaction((tx) => tx.phoneNumber.findUnique({ where: { id } }));
export const ownedAt = async (phoneNumber: string) =>
  (await simulator.state()).owned.find(({ phone_number }) => phone_number === phoneNumber);
export const findingsOf = (phoneNumber: string) =>
  system().transaction((tx) => tx.finding.findMany({ where: { phoneNumber }, orderBy: { firstSeenAt: "asc" } }));
export const auditOf = (organizationId: string, action: string) =>
  system().transaction((tx) =>
    tx.auditEvent.findMany({ where: { organizationId, action }, orderBy: { createdAt: "asc" } }),
  );

export async function makeOtherTrunk(reference: string) {
  const carrier = carrierOf(await defaultAccount(await newOrganization()));
  return (await carrier.findOrCreateTrunk({ reference, originationUrl: env().SIP_ORIGINATION_URL })).carrierId;
}

/** Makes every transaction with an audit event fail, as if the process died right before the commit. */
export async function refuseEvents() {
  await asOwner(`
    CREATE OR REPLACE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'killed'; END $$;
    CREATE TRIGGER refuse_event BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_event()`);
}

export async function acceptEvents() {
  await asOwner("DROP TRIGGER IF EXISTS refuse_event ON audit_event");
}

/** Backdates losses, because a comparison asks for confirmation of many losses at once. */
export async function ageLosses() {
  await asOwner(`
    SET ROLE trunkline_system;
    UPDATE finding SET first_seen_at = first_seen_at - interval '25 hours' WHERE kind = 'lost_number'`);
}
