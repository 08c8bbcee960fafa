import { openRoute } from "@/lib/http/open-route";
import { type PreparedAnswer, prepareAnswer, sendPrepared } from "@/lib/http/prepared-answer";
import { openApiDocument } from "./document";

export const dynamic = "force-dynamic";

let prepared: Promise<PreparedAnswer> | undefined;

export const GET = openRoute("per address", async (request) => {
  prepared ??= prepareAnswer(JSON.stringify(openApiDocument()), {
    "Content-Type": "application/json",
    "Cache-Control": "public, max-age=300",
  });
  return sendPrepared(await prepared, request);
});
