import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_SERVER } from "next/constants";
import type { RouteHas } from "next/dist/lib/load-custom-routes";
import { apiHeaders, pageHeaders, securityHeaders, transportHeaders } from "@/lib/http/security-headers";
import { configSchemaProblems } from "@/lib/platform/compile-config-schema";
import { environmentProblems } from "@/lib/platform/environment";

const config: NextConfig = {
  // The tests build beside the demo, not over it.
  distDir: process.env.NEXT_DIST_DIR || ".next",
  // Crash points exist in the torture build alone: a constant, so that every other build drops them.
  env: { TRUNKLINE_CRASH_POINTS: process.env.TRUNKLINE_CRASH_POINTS === "1" ? "1" : "" },
  poweredByHeader: false,
  // Nothing uses the optimizer, which would work for anyone.
  images: { unoptimized: true },
  // What Next reads of a body before a page or a server action is asked, whoever sends it.
  experimental: { proxyClientMaxBodySize: "64kb", serverActions: { bodySizeLimit: "16kb" } },
  reactStrictMode: true,
  // Stay what they are in node_modules: bundling them gains nothing.
  serverExternalPackages: ["undici", "@dbos-inc/dbos-sdk", "ajv", "ajv-formats"],
  async headers() {
    const https: RouteHas[] = [{ type: "header", key: "x-forwarded-proto", value: "https" }];
    return [
      { source: "/:path*", headers: [...securityHeaders, ...pageHeaders] },
      { source: "/:path*", has: https, headers: transportHeaders },
      { source: "/:area(api|core|admin|healthz|readyz|metrics|openapi.json)/:path*", headers: apiHeaders },
    ];
  },
  async rewrites() {
    return {
      // Before the pages: an organization's slug must never win over the documented paths.
      beforeFiles: [
        { source: "/core/:path*", destination: "/api/core/:path*" },
        { source: "/admin/:path*", destination: "/api/admin/:path*" },
        { source: "/healthz", destination: "/api/healthz" },
        { source: "/readyz", destination: "/api/readyz" },
        { source: "/metrics", destination: "/api/metrics" },
      ],
      afterFiles: [],
      fallback: [],
    };
  },
};

/** A server that could not serve does not start: it says what is missing or malformed, and how to mend it. */
export default function configure(phase: string): NextConfig {
  const serves = phase === PHASE_PRODUCTION_SERVER || phase === PHASE_DEVELOPMENT_SERVER;
  const problems = serves ? [...environmentProblems(process.env), ...configSchemaProblems(process.env)] : [];
  if (problems.length > 0) {
    console.error(`Trunkline cannot start:\n- ${problems.join("\n- ")}\n.env.example explains every variable.`);
    process.exit(1);
  }
  return config;
}
