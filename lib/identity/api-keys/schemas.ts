import { z } from "zod";
import { Scope } from "@/lib/identity/schemas";
import { displayName } from "@/lib/platform/names/schemas";
import { listQuery, pageOf, Timestamp, Uuid } from "@/lib/platform/schemas";

/** The last millisecond of the year 9999. */
const latest = 253_402_300_799_999;

const ExpiresAt = z
  .int("Expected milliseconds since 1970, or null.")
  .min(0)
  .max(latest)
  .nullable()
  .meta({ description: "Milliseconds since 1970; null for a key that does not expire.", example: 1_798_761_600_000 });

export const newCredential = {
  name: displayName(100, "Enter a name."),
  expires_at: ExpiresAt.default(null),
};

export const listedCredential = {
  id: z.uuid(),
  key_id: z.string().meta({ description: "Enough of the key to recognize it.", example: "ak_3f2b61c0…" }),
  name: z.string(),
  expires_at: ExpiresAt,
  created_at: Timestamp,
  last_used_at: Timestamp.nullable().meta({ description: "To the minute; null before its first use." }),
};

export const PatKey = z
  .string()
  .nullable()
  .meta({ description: "The full key, shown only once. Null in a replayed response." });

export const CreateApiKeyBody = z
  .strictObject({
    ...newCredential,
    scopes: z
      .array(Scope)
      .min(1, "Choose at least one scope.")
      .optional()
      .meta({ description: "Never more than yours; all of yours when omitted." }),
  })
  .meta({ id: "CreateApiKey" });
export type CreateApiKeyBody = z.infer<typeof CreateApiKeyBody>;

export const ApiKeyRecord = z
  .object({
    ...listedCredential,
    scopes: z.array(Scope),
    created_by: z
      .uuid()
      .nullable()
      .meta({ description: "The id of the user who created it, in the browser or with a personal access token." }),
  })
  .meta({ id: "ApiKey" });
export type ApiKeyRecord = z.infer<typeof ApiKeyRecord>;

export const CreatedApiKey = ApiKeyRecord.extend({ pat_key: PatKey }).meta({ id: "CreatedApiKey" });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const ApiKeyPage = pageOf(ApiKeyRecord, "ApiKeyPage");
export type ApiKeyPage = z.infer<typeof ApiKeyPage>;

export const ListApiKeysQuery = z.strictObject({
  limit: listQuery.limit,
  cursor: listQuery.cursor,
  created_by: Uuid.optional().meta({ description: "Only keys that this user created." }),
});
export type ListApiKeysQuery = z.infer<typeof ListApiKeysQuery>;

export const ApiKeyParams = z.object({ keyId: Uuid });
