import type { Instrumentation } from "next";

export async function register() {
  // Keeps Node-only modules out of the edge bundle.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("./instrumentation-node");
    boot();
  }
}

/** The error page shows only a digest; this logs it with the request and the stack. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/platform/log");
  const digest = (error as { digest?: string }).digest;
  log().error({ error, digest, request_id: request.headers["x-request-id"], route: routePath }, "page failed");
};
