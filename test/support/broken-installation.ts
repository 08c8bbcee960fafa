import { asOwner } from "./as-owner";

/** A permanent fault of the installation, and how to fix it. */
export type Fault = { breakIt: () => Promise<unknown>; mend: () => Promise<unknown> };

let broken: Fault | undefined;

/** Lasts until `mend`, which a test file also calls after each test. */
export async function breakBy(fault: Fault): Promise<void> {
  broken = fault;
  await fault.breakIt();
}

export async function mend(): Promise<void> {
  const fault = broken;
  broken = undefined;
  await fault?.mend();
}

/** Makes the database reject every `operation` on `table`. */
export function refusal(table: string, operation: "INSERT" | "UPDATE" | "DELETE"): Fault {
  const name = `refuse_${operation.toLowerCase()}_of_${table}`;
  return {
    breakIt: () =>
      asOwner(`
        CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
        CREATE TRIGGER ${name} BEFORE ${operation} ON "${table}" FOR EACH ROW EXECUTE FUNCTION ${name}()`),
    mend: () => asOwner(`DROP TRIGGER IF EXISTS ${name} ON "${table}"`),
  };
}

/** As with a wrong ENCRYPTION_KEY. */
export const undecryptableCredentials: Fault = {
  breakIt: () =>
    asOwner(`
      CREATE TABLE credentials_before AS SELECT id, credentials FROM managed_account;
      UPDATE managed_account SET credentials = 'v1.broken', updated_at = clock_timestamp()`),
  mend: () =>
    asOwner(`
      UPDATE managed_account account SET credentials = before.credentials, updated_at = clock_timestamp()
      FROM credentials_before before WHERE before.id = account.id;
      DROP TABLE credentials_before`),
};

/** Removes the accounts' rows despite references to them, as after a partial restore. */
export const missingAccounts: Fault = {
  breakIt: () =>
    asOwner(`
      CREATE TABLE account_before AS SELECT * FROM managed_account;
      SET session_replication_role = replica;
      DELETE FROM managed_account`),
  mend: () =>
    asOwner(`
      SET session_replication_role = replica;
      INSERT INTO managed_account SELECT * FROM account_before;
      DROP TABLE account_before`),
};

/** A constraint that every new row violates. */
export function constraint(table: string, check: string): Fault {
  return {
    breakIt: () => asOwner(`ALTER TABLE "${table}" ADD CONSTRAINT refuse_all CHECK (${check}) NOT VALID`),
    mend: () => asOwner(`ALTER TABLE "${table}" DROP CONSTRAINT IF EXISTS refuse_all`),
  };
}
