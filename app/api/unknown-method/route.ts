import { openRoute } from "@/lib/http/open-route";
import { AppError } from "@/lib/platform/errors";

/** Requests with a method that the server does not know are routed here by `normalizeRequests`. */
export const GET = openRoute("constant cost", () => {
  const detail = "Trunkline knows the methods GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS only.";
  throw new AppError("method_not_implemented", detail);
});
