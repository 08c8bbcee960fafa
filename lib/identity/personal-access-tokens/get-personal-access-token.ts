import { type Context, requireSession } from "@/lib/identity/actor";
import { system } from "@/lib/platform/db/system";
import { notFound } from "@/lib/platform/errors";
import type { PersonalAccessTokenRecord } from "./schemas";
import { serializePersonalAccessToken } from "./serialize-personal-access-token";

/** Finds only the user's own tokens. Throws `forbidden`, `not_found`. */
export async function getPersonalAccessToken(ctx: Context, id: string): Promise<PersonalAccessTokenRecord> {
  const { userId } = requireSession(ctx);
  const row = await system().read((tx) => tx.personalAccessToken.findUnique({ where: { id, userId } }));
  if (!row) throw notFound("The token");
  return serializePersonalAccessToken(row);
}
