import { openRoute } from "@/lib/http/open-route";
import { checkReadiness } from "@/lib/numbers/managed-accounts/readiness";
import { AppError } from "@/lib/platform/errors";

export const dynamic = "force-dynamic";

/** Readiness: the database answers and enforces tenant isolation. */
export const GET = openRoute("constant cost", async () => {
  if (await checkReadiness()) return Response.json({ status: "ok" });
  throw new AppError("temporarily_unavailable", "The database does not answer.");
});
