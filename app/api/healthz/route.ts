import { openRoute } from "@/lib/http/open-route";

export const dynamic = "force-dynamic";

/** Liveness: the process serves requests. */
export const GET = openRoute("constant cost", () => Response.json({ status: "ok" }));
