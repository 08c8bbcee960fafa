import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { listApiKeys } from "@/lib/identity/api-keys/list-api-keys";
import { ApiKeyPage, CreateApiKeyBody, CreatedApiKey, ListApiKeysQuery } from "@/lib/identity/api-keys/schemas";
import { manageApiKeys } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "listApiKeys",
    tag: "Administration",
    summary: "List the organization's API keys",
    scopes: manageApiKeys,
    query: ListApiKeysQuery,
    responses: { 200: { description: "One page, newest first.", body: ApiKeyPage } },
  },
  async ({ ctx, query }) => ({ body: await listApiKeys(ctx, query) }),
);

export const POST = withApi(
  {
    operation: "createApiKey",
    tag: "Administration",
    summary: "Create an API key",
    description: "Returns the full key once as `pat_key`. Only a hash is stored.",
    scopes: manageApiKeys,
    body: CreateApiKeyBody,
    responses: { 201: { description: "The key.", body: CreatedApiKey } },
    idempotent: true,
    secretMember: "pat_key",
    errors: ["action_not_possible"],
  },
  async ({ ctx, body }) => {
    const key = await createApiKey(ctx, body);
    return { status: 201, body: key, headers: { Location: `/admin/organization-pats/${key.id}` } };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
