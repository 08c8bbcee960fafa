import { z } from "zod";
import { listedCredential, newCredential, PatKey } from "@/lib/identity/api-keys/schemas";
import { Scope } from "@/lib/identity/schemas";
import { listQuery, pageOf, Uuid } from "@/lib/platform/schemas";

export const CreatePersonalAccessTokenBody = z
  .strictObject({
    ...newCredential,
    scopes: z
      .array(Scope)
      .min(1, "Choose at least one scope.")
      .optional()
      .meta({ description: "Never more than yours; all your current scopes when omitted." }),
  })
  .meta({ id: "CreatePersonalAccessToken" });
export type CreatePersonalAccessTokenBody = z.infer<typeof CreatePersonalAccessTokenBody>;

export const PersonalAccessTokenRecord = z
  .object({
    ...listedCredential,
    scopes: z
      .array(Scope)
      .nullable()
      .meta({ description: "The scopes it is limited to; null for all its user's current scopes." }),
  })
  .meta({ id: "PersonalAccessToken" });
export type PersonalAccessTokenRecord = z.infer<typeof PersonalAccessTokenRecord>;

export const CreatedPersonalAccessToken = PersonalAccessTokenRecord.extend({ pat_key: PatKey }).meta({
  id: "CreatedPersonalAccessToken",
});
export type CreatedPersonalAccessToken = z.infer<typeof CreatedPersonalAccessToken>;

export const PersonalAccessTokenPage = pageOf(PersonalAccessTokenRecord, "PersonalAccessTokenPage");
export type PersonalAccessTokenPage = z.infer<typeof PersonalAccessTokenPage>;

export const ListPersonalAccessTokensQuery = z.strictObject({ limit: listQuery.limit, cursor: listQuery.cursor });
export type ListPersonalAccessTokensQuery = z.infer<typeof ListPersonalAccessTokensQuery>;

export const PersonalAccessTokenParams = z.object({ tokenId: Uuid });
