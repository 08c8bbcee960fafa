export const dynamic = "force-dynamic";

/** The process serves. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
