import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageTrunks, readTrunks } from "@/lib/identity/permissions";
import { createTrunk } from "@/lib/trunks/create-trunk";
import { listTrunks } from "@/lib/trunks/list-trunks";
import { CreateTrunkBody, ListTrunksQuery, SavedTrunk, TrunkPage } from "@/lib/trunks/schemas";

export const GET = withApi(
  {
    operation: "listTrunks",
    tag: "Trunks",
    summary: "List trunks",
    description: "Managed and customer trunks, newest first, each with how many phone numbers are on it.",
    scopes: readTrunks,
    query: ListTrunksQuery,
    responses: { 200: { description: "One page.", body: TrunkPage } },
  },
  async ({ ctx, query }) => ({ body: await listTrunks(ctx, query) }),
);

export const POST = withApi(
  {
    operation: "createTrunk",
    tag: "Trunks",
    summary: "Create a trunk",
    description:
      "Creates your own SIP trunk, for numbers from another provider. `outbound_config` enables outbound calls.",
    scopes: manageTrunks,
    body: CreateTrunkBody,
    responses: { 201: { description: "The trunk.", body: SavedTrunk } },
    etag: true,
    idempotent: true,
    errors: ["action_not_possible"],
  },
  async ({ ctx, body }) => {
    const trunk = await createTrunk(ctx, body);
    return { status: 201, body: trunk, headers: { Location: `/core/trunks/${trunk.id}` } };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
