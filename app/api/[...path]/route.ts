import { notFound } from "@/lib/errors";
import { errorResponse } from "@/lib/http/error-response";
import { requestIdOf } from "@/lib/http/request-id";

/** Whatever no route answers gets a problem document, not a page. */
function nowhere(request: Request): Response {
  const requestId = requestIdOf(request);
  const response = errorResponse(notFound("This address"), requestId);
  response.headers.set("X-Request-Id", requestId);
  return response;
}

export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
