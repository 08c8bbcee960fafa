import { openRoute } from "@/lib/http/open-route";
import { answerAuth } from "@/lib/identity/authentication/answer-auth";
import { notFound } from "@/lib/platform/errors";

type AuthContext = { params: Promise<{ nextauth: string[] }> };

/**
 * Only the actions that sign-in and sign-out use; next-auth's others, such as its browser error log, stay unreachable.
 */
const actions: ReadonlySet<string> = new Set([
  "csrf",
  "providers",
  "session",
  "signin",
  "callback",
  "signout",
  "error",
]);

const handler = openRoute<AuthContext>("per address", async (request, context) => {
  const { nextauth } = await context.params;
  if (!actions.has(nextauth[0] ?? "")) throw notFound("This address");
  return answerAuth(request, context);
});

export { handler as GET, handler as POST };
