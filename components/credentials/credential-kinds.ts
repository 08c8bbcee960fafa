import { ApiKeyPage, type ApiKeyRecord, CreatedApiKey } from "@/lib/identity/api-keys/schemas";
import {
  CreatedPersonalAccessToken,
  PersonalAccessTokenPage,
  type PersonalAccessTokenRecord,
} from "@/lib/identity/personal-access-tokens/schemas";

export type Credential = ApiKeyRecord | PersonalAccessTokenRecord;

/** Keys of an organization and tokens of a person are made, shown and deleted alike. */
export const credentialKinds = {
  apiKey: {
    path: "/admin/organization-pats",
    page: ApiKeyPage,
    created: CreatedApiKey,
    noun: "API key",
    list: "API keys",
    allScopes: "All of my scopes",
    empty: "A program that calls the API for this organization shows a key. It works whoever comes and goes here.",
    deleted: "Programs that use it are refused from their next request on.",
  },
  personalAccessToken: {
    path: "/admin/personal-access-tokens",
    page: PersonalAccessTokenPage,
    created: CreatedPersonalAccessToken,
    noun: "token",
    list: "Tokens",
    allScopes: "Whatever I may do",
    empty: "A program that calls the API in your name shows a token. It can never do more than you can.",
    deleted: "Programs that use it are refused from their next request on.",
  },
} as const;

export type CredentialKind = keyof typeof credentialKinds;
