import { openRoute } from "@/lib/http/open-route";
import { answerAuth } from "@/lib/identity/authentication/answer-auth";
import { notFound } from "@/lib/platform/errors";

type AuthContext = { params: Promise<{ nextauth: string[] }> };

/** What sign-in and sign-out use. The library's others, such as its log of browsers' errors, are not there. */
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
