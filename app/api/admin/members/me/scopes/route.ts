import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { MyScopes } from "@/lib/identity/schemas";

export const GET = withApi(
  {
    operation: "listMyScopes",
    tag: "Administration",
    summary: "List my scopes",
    description: "Scopes of the calling credential in this organization, as a flat list.",
    scopes: [],
    responses: { 200: { description: "The scopes.", body: MyScopes } },
  },
  async ({ ctx }) => ({ body: [...ctx.scopes] }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
