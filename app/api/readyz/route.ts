import { pingDatabase, requireFence } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { errorResponse } from "@/lib/http/error-response";
import { requestIdOf } from "@/lib/http/request-id";

export const dynamic = "force-dynamic";

/** The process serves, its database answers and keeps organizations apart. */
export async function GET(request: Request): Promise<Response> {
  const unreachable = new AppError("temporarily_unavailable", "The database does not answer.");
  return pingDatabase()
    .then(requireFence)
    .then(
      () => Response.json({ status: "ok" }),
      () => errorResponse(unreachable, requestIdOf(request)),
    );
}
