import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { deletePersonalAccessToken } from "@/lib/identity/personal-access-tokens/delete-personal-access-token";
import { getPersonalAccessToken } from "@/lib/identity/personal-access-tokens/get-personal-access-token";
import { PersonalAccessTokenParams, PersonalAccessTokenRecord } from "@/lib/identity/personal-access-tokens/schemas";

export const GET = withApi(
  {
    operation: "getPersonalAccessToken",
    tag: "Administration",
    summary: "Read a personal access token",
    scopes: [],
    sessionOnly: true,
    params: PersonalAccessTokenParams,
    responses: { 200: { description: "The token, without its secret.", body: PersonalAccessTokenRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getPersonalAccessToken(ctx, params.tokenId) }),
);

export const DELETE = withApi(
  {
    operation: "deletePersonalAccessToken",
    tag: "Administration",
    summary: "Delete a personal access token",
    description: "Further requests with it return 401.",
    scopes: [],
    sessionOnly: true,
    params: PersonalAccessTokenParams,
    responses: { 204: { description: "Deleted." } },
    errors: ["not_found"],
  },
  async ({ ctx, params }) => {
    await deletePersonalAccessToken(ctx, params.tokenId);
    return { status: 204 };
  },
);

export const { POST, PUT, PATCH, OPTIONS } = methodNotAllowed({ GET, DELETE });
