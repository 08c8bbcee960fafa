import { createHash, timingSafeEqual } from "node:crypto";
import { openRoute } from "@/lib/http/open-route";
import { collectBusinessMetrics } from "@/lib/numbers/business-metrics";
import { env } from "@/lib/platform/env";
import { AppError, notFound } from "@/lib/platform/errors";
import { metricsRegistry } from "@/lib/platform/metrics/registry";

export const dynamic = "force-dynamic";

/** For Prometheus, with METRICS_TOKEN as bearer token. Without that variable, the route does not exist. */
export const GET = openRoute("constant cost", async (request) => {
  requireToken(request);
  await collectBusinessMetrics();
  const registry = metricsRegistry();
  return new Response(await registry.metrics(), { headers: { "Content-Type": registry.contentType } });
});

function requireToken(request: Request): void {
  const token = env().METRICS_TOKEN;
  if (token === undefined) throw notFound("This address");
  const hash = (text: string) => createHash("sha256").update(text).digest();
  const sent = request.headers.get("authorization") ?? "";
  if (timingSafeEqual(hash(sent), hash(`Bearer ${token}`))) return;
  throw new AppError("unauthenticated", "Send METRICS_TOKEN as Authorization: Bearer.");
}
