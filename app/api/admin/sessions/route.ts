import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { endAllSessions } from "@/lib/identity/sessions/end-sessions";
import { listSessions } from "@/lib/identity/sessions/list-sessions";
import { SessionList } from "@/lib/identity/sessions/schemas";

export const GET = withApi(
  {
    operation: "listSessions",
    tag: "Account",
    summary: "List your sessions",
    description: "Where you are signed in, most recently used first.",
    scopes: [],
    sessionOnly: true,
    responses: { 200: { description: "All of them.", body: SessionList } },
  },
  async ({ ctx }) => ({ body: await listSessions(ctx) }),
);

export const DELETE = withApi(
  {
    operation: "endAllSessions",
    tag: "Account",
    summary: "Sign out everywhere",
    description: "Ends all your sessions, including this one.",
    scopes: [],
    sessionOnly: true,
    responses: { 204: { description: "Signed out." } },
  },
  async ({ ctx }) => {
    await endAllSessions(ctx);
    return { status: 204 };
  },
);

export const { POST, PUT, PATCH, OPTIONS } = methodNotAllowed({ GET, DELETE });
