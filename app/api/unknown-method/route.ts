import { AppError } from "@/lib/errors";
import { errorResponse } from "@/lib/http/error-response";
import { requestIdOf } from "@/lib/http/request-id";

/** Requests with a method that the server does not know are sent here, see `normalizeRequests`. */
export function GET(request: Request): Response {
  const requestId = requestIdOf(request);
  const detail = "Trunkline knows the methods GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS only.";
  const response = errorResponse(new AppError("method_not_implemented", detail), requestId);
  response.headers.set("X-Request-Id", requestId);
  return response;
}
