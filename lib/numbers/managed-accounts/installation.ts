import { randomBytes } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import type { ReadClient, Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";

export type Installation = {
  id: string;
  /** Where it was used last, as `hostOfEnvironment` names it. */
  host: string;
  /** False in a restored dump and in a copy made within the server. */
  isOriginal: boolean;
};

const select = Prisma.sql`
  SELECT id, host, written_by = xmin::text AND database_oid = ${databaseOid()} AS "isOriginal" FROM installation`;

/** Undefined before the first start. */
export async function findInstallation(tx: ReadClient): Promise<Installation | undefined> {
  return (await tx.$queryRaw<Installation[]>(select))[0];
}

/** `findInstallation` in a transaction of its own. */
export async function readInstallation(): Promise<Installation | undefined> {
  return (await system().sql<Installation>(select)).rows[0];
}

/** Null before the first start. */
export async function readInstallationId(): Promise<string | null> {
  return (await readInstallation())?.id ?? null;
}

/**
 * Writes the installation down as being here. The row notes the transaction that writes it, so a dump that is restored
 * shows another one: this is never an update of single columns.
 */
export async function writeInstallation(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO installation (id, host, database_oid, written_by)
    VALUES (${id}, ${hostOfEnvironment()}, ${databaseOid()}, pg_current_xact_id()::xid::text)
    ON CONFLICT (one) DO UPDATE
      SET id = EXCLUDED.id, host = EXCLUDED.host, database_oid = EXCLUDED.database_oid, written_by = EXCLUDED.written_by`;
}

/** Short enough that a tag with a purchase's id fits into the 64 characters that carriers give a name. */
export const newInstallationId = (): string => randomBytes(8).toString("hex");

/** Of APP_URL. One machine by itself is one place, whatever its port. */
export function hostOfEnvironment(): string {
  const { host, hostname } = new URL(env().APP_URL);
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) ? "this machine" : host;
}

function databaseOid(): Prisma.Sql {
  return Prisma.sql`(SELECT oid::text FROM pg_database WHERE datname = current_database())`;
}
