import { openRoute } from "@/lib/http/open-route";
import { type PreparedAnswer, prepareAnswer, sendPrepared } from "@/lib/http/prepared-answer";
import { openApiDocument } from "./document";

export const dynamic = "force-dynamic";

let prepared: PreparedAnswer | undefined;

export const GET = openRoute("per address", (request) => {
  prepared ??= prepareAnswer(JSON.stringify(openApiDocument()), {
    "Content-Type": "application/json",
    "Cache-Control": "public, max-age=300",
  });
  return sendPrepared(prepared, request);
});
