import type { Instrumentation } from "next";

export async function register() {
  // The edge bundle must not see what needs Node.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("./instrumentation-node");
    boot();
  }
}

/** What the error page shows is a digest: here it meets its request and its stack. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/platform/log");
  const digest = (error as { digest?: string }).digest;
  log().error({ error, digest, request_id: request.headers["x-request-id"], route: routePath }, "page failed");
};
