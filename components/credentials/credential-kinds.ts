import { ApiKeyPage, type ApiKeyRecord, CreatedApiKey } from "@/lib/identity/api-keys/schemas";
import {
  CreatedPersonalAccessToken,
  PersonalAccessTokenPage,
  type PersonalAccessTokenRecord,
} from "@/lib/identity/personal-access-tokens/schemas";

export type Credential = ApiKeyRecord | PersonalAccessTokenRecord;

/** API keys and personal access tokens share their UI. */
export const credentialKinds = {
  apiKey: {
    path: "/admin/organization-pats",
    page: ApiKeyPage,
    created: CreatedApiKey,
    noun: "API key",
    list: "API keys",
    allScopes: "Full access (all my scopes)",
    empty: "API keys let your services call the API. They belong to the organization, not to a person.",
    deleted: "Anything using it stops working immediately.",
  },
  personalAccessToken: {
    path: "/admin/personal-access-tokens",
    page: PersonalAccessTokenPage,
    created: CreatedPersonalAccessToken,
    noun: "token",
    list: "Tokens",
    allScopes: "Same as my permissions",
    empty: "Personal access tokens call the API as you, with at most your permissions.",
    deleted: "Anything using it stops working immediately.",
  },
} as const;

export type CredentialKind = keyof typeof credentialKinds;
