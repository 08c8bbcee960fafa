import { openRoute } from "@/lib/http/open-route";

export const dynamic = "force-dynamic";

/** The process serves. */
export const GET = openRoute("constant cost", () => Response.json({ status: "ok" }));
