import type { PhoneNumberImport } from "@/lib/generated/prisma/client";
import { type Context, requireScope } from "@/lib/identity/actor";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { notFound } from "@/lib/platform/errors";
import type { ImportRecord } from "./schemas";
import { serializeImport } from "./serialize-import";

/** Throws `forbidden`, or `not_found`, also for another organization's import. */
export async function getImport(ctx: Context, id: string): Promise<ImportRecord> {
  requireScope(ctx, readPhoneNumbers);
  return serializeImport(await readImportRow(ctx, id));
}

export async function readImportRow({ organizationId }: Context, id: string): Promise<PhoneNumberImport> {
  const row = await tenant({ organizationId }).read((tx) =>
    tx.phoneNumberImport.findUnique({ where: { organizationId_id: { organizationId, id } } }),
  );
  if (!row) throw notFound("The import");
  return row;
}
