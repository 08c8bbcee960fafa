import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { deleteApiKey } from "@/lib/identity/api-keys/delete-api-key";
import { getApiKey } from "@/lib/identity/api-keys/get-api-key";
import { ApiKeyParams, ApiKeyRecord } from "@/lib/identity/api-keys/schemas";
import { manageApiKeys } from "@/lib/identity/permissions";

export const GET = withApi(
  {
    operation: "getApiKey",
    tag: "Administration",
    summary: "Read an API key",
    scopes: manageApiKeys,
    params: ApiKeyParams,
    responses: { 200: { description: "The key, without its secret.", body: ApiKeyRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getApiKey(ctx, params.keyId) }),
);

export const DELETE = withApi(
  {
    operation: "deleteApiKey",
    tag: "Administration",
    summary: "Delete an API key",
    description: "Further requests with it return 401.",
    scopes: manageApiKeys,
    params: ApiKeyParams,
    responses: { 204: { description: "Deleted." } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => {
    await deleteApiKey(ctx, params.keyId);
    return { status: 204 };
  },
);

export const { POST, PUT, PATCH, OPTIONS } = methodNotAllowed({ GET, DELETE });
