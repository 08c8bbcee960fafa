import type { NextRequest } from "next/server";
import { withinBudget } from "@/lib/platform/db/database-budget";
import { requestIdOf } from "@/lib/platform/request-id";
import { countAnonymous } from "./address-limit";
import { errorResponse } from "./error-response";
import { withFormBody } from "./read-body";

/**
 * A limit per address, or an answer that costs no more than refusing. Monitors call the second kind, and a neighbor's
 * flood must not lock them out.
 */
export type Bound = "per address" | "constant cost";

export type OpenRoute<C> = ((request: Request, context: C) => Promise<Response>) & { bound: Bound };

/** The longest database wait of a request with a credential. */
const BUDGET_MS = 9_000;

/**
 * The request wrapper of routes without a credential: limit per address, a form of at most 16 KiB as the only body,
 * request id, a bounded wait for the database, problem documents.
 */
export function openRoute<C>(
  bound: Bound,
  handle: (request: NextRequest, context: C) => Response | Promise<Response>,
): OpenRoute<C> {
  const route = async (incoming: Request, context: C): Promise<Response> => {
    const requestId = requestIdOf(incoming);
    try {
      if (bound === "per address") countAnonymous(incoming.headers);
      const request = await withFormBody(incoming);
      return withRequestId(await withinBudget(BUDGET_MS, async () => handle(request, context)), requestId);
    } catch (error) {
      return withRequestId(errorResponse(error, requestId), requestId);
    }
  };
  return Object.assign(route, { bound });
}

function withRequestId(response: Response, requestId: string): Response {
  response.headers.set("X-Request-Id", requestId);
  return response;
}
