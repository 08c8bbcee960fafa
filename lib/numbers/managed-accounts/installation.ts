import { randomBytes } from "node:crypto";
import { Prisma } from "@/lib/generated/prisma/client";
import type { ReadClient, Tx } from "@/lib/platform/db/db";
import { system } from "@/lib/platform/db/system";
import { env } from "@/lib/platform/env";

export type Installation = {
  id: string;
  host: string;
  /** False in a restored dump and in a database copied within the server. */
  isOriginal: boolean;
};

const select = Prisma.sql`
  SELECT id, host, written_by = xmin::text AND database_oid = ${databaseOid()} AS "isOriginal" FROM installation`;

/** Returns undefined before the first start. */
export async function findInstallation(tx: ReadClient): Promise<Installation | undefined> {
  return (await tx.$queryRaw<Installation[]>(select))[0];
}

export async function readInstallation(): Promise<Installation | undefined> {
  return (await system().sql<Installation>(select)).rows[0];
}

export async function readInstallationId(): Promise<string | null> {
  return (await readInstallation())?.id ?? null;
}

/** Always writes the whole row: it stores the transaction's id, which a restored dump cannot reproduce. */
export async function writeInstallation(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO installation (id, host, database_oid, written_by)
    VALUES (${id}, ${hostOfEnvironment()}, ${databaseOid()}, pg_current_xact_id()::xid::text)
    ON CONFLICT (one) DO UPDATE
      SET id = EXCLUDED.id, host = EXCLUDED.host, database_oid = EXCLUDED.database_oid, written_by = EXCLUDED.written_by`;
}

/** Short enough that a tag with a purchase id fits the carrier's 64-character name limit. */
export const newInstallationId = (): string => randomBytes(8).toString("hex");

/** From APP_URL. A single machine counts as one host regardless of the port. */
export function hostOfEnvironment(): string {
  const { host, hostname } = new URL(env().APP_URL);
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) ? "this machine" : host;
}

function databaseOid(): Prisma.Sql {
  return Prisma.sql`(SELECT oid::text FROM pg_database WHERE datname = current_database())`;
}
