import { type Context, requireScope } from "@/lib/identity/actor";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { tenant } from "@/lib/platform/db/tenant";
import { listConditions, newestFirst, pageFrom } from "@/lib/platform/pagination";
import type { ImportPage, ListImportsQuery } from "./schemas";
import { serializeImportSummary } from "./serialize-import";

/** Newest first, without line errors. Throws `forbidden`. */
export async function listImports(ctx: Context, query: ListImportsQuery): Promise<ImportPage> {
  requireScope(ctx, readPhoneNumbers);
  const { updatedAt: _, ...conditions } = listConditions(query);
  const rows = await tenant(ctx).read((tx) =>
    tx.phoneNumberImport.findMany({
      where: { organizationId: ctx.organizationId, ...conditions },
      omit: { errors: true },
      orderBy: newestFirst,
      take: query.limit + 1,
    }),
  );
  return pageFrom(rows, query.limit, serializeImportSummary);
}
