import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { createPersonalAccessToken } from "@/lib/identity/personal-access-tokens/create-personal-access-token";
import { listPersonalAccessTokens } from "@/lib/identity/personal-access-tokens/list-personal-access-tokens";
import {
  CreatedPersonalAccessToken,
  CreatePersonalAccessTokenBody,
  ListPersonalAccessTokensQuery,
  PersonalAccessTokenPage,
} from "@/lib/identity/personal-access-tokens/schemas";

export const GET = withApi(
  {
    operation: "listPersonalAccessTokens",
    tag: "Administration",
    summary: "List your personal access tokens",
    scopes: [],
    sessionOnly: true,
    query: ListPersonalAccessTokensQuery,
    responses: { 200: { description: "One page, newest first.", body: PersonalAccessTokenPage } },
  },
  async ({ ctx, query }) => ({ body: await listPersonalAccessTokens(ctx, query) }),
);

export const POST = withApi(
  {
    operation: "createPersonalAccessToken",
    tag: "Administration",
    summary: "Create a personal access token",
    description: "Returns the full token once as `pat_key`. Only a hash is stored.",
    scopes: [],
    sessionOnly: true,
    body: CreatePersonalAccessTokenBody,
    responses: { 201: { description: "The token.", body: CreatedPersonalAccessToken } },
    idempotent: true,
    secretMember: "pat_key",
    errors: ["action_not_possible"],
  },
  async ({ ctx, body }) => {
    const token = await createPersonalAccessToken(ctx, body);
    return { status: 201, body: token, headers: { Location: `/admin/personal-access-tokens/${token.id}` } };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
