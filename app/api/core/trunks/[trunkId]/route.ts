import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { manageTrunks, readTrunks } from "@/lib/identity/permissions";
import { deleteTrunk } from "@/lib/trunks/delete-trunk";
import { getTrunk } from "@/lib/trunks/get-trunk";
import { SavedTrunk, TrunkParams, TrunkRecord, UpdateTrunkBody } from "@/lib/trunks/schemas";
import { updateTrunk } from "@/lib/trunks/update-trunk";

export const GET = withApi(
  {
    operation: "getTrunk",
    tag: "Trunks",
    summary: "Read a trunk",
    scopes: readTrunks,
    params: TrunkParams,
    responses: { 200: { description: "The trunk.", body: TrunkRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getTrunk(ctx, params.trunkId) }),
);

export const PUT = withApi(
  {
    operation: "updateTrunk",
    tag: "Trunks",
    summary: "Replace a trunk",
    description:
      "Replaces the whole trunk: omitted fields get their defaults. Omitted passwords are kept as long as address and username stay the same. Managed trunks are read-only.",
    scopes: manageTrunks,
    params: TrunkParams,
    body: UpdateTrunkBody,
    responses: { 200: { description: "The updated trunk.", body: SavedTrunk } },
    errors: ["managed_trunk", "not_found", "precondition_failed"],
    etag: true,
  },
  async ({ ctx, params, body, ifMatch }) => ({ body: await updateTrunk(ctx, params.trunkId, body, ifMatch) }),
);

export const DELETE = withApi(
  {
    operation: "deleteTrunk",
    tag: "Trunks",
    summary: "Delete a trunk",
    description: "Customer trunks without phone numbers only. Managed trunks can't be deleted.",
    scopes: manageTrunks,
    params: TrunkParams,
    responses: { 204: { description: "Deleted." } },
    errors: ["managed_trunk", "not_found", "trunk_in_use"],
  },
  async ({ ctx, params }) => {
    await deleteTrunk(ctx, params.trunkId);
    return { status: 204 };
  },
);

export const { POST, PATCH, OPTIONS } = methodNotAllowed({ GET, PUT, DELETE });
