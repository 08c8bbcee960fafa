import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { getAccount } from "@/lib/identity/account/get-account";
import { AccountRecord } from "@/lib/identity/account/schemas";

export const GET = withApi(
  {
    operation: "getAccount",
    tag: "Account",
    summary: "Read your account",
    description: "The signed-in person and how they sign in.",
    scopes: [],
    sessionOnly: true,
    responses: { 200: { description: "Your account.", body: AccountRecord } },
  },
  async ({ ctx }) => ({ body: await getAccount(ctx) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
