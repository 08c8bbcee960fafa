import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { managePhoneNumbers } from "@/lib/identity/permissions";
import { PhoneNumberParams } from "@/lib/numbers/phone-numbers/schemas";
import { restorePhoneNumber } from "@/lib/numbers/release/restore-phone-number";
import { RestoredPhoneNumber } from "@/lib/numbers/release/schemas";

export const POST = withApi(
  {
    operation: "restorePhoneNumber",
    tag: "Phone numbers",
    summary: "Undo a release",
    description:
      "Until `release_at`. The number is active again, with the agents and the sharing that it had. A side whose agent was deleted in the meantime stays unassigned, and `warnings` says so. An active number is unchanged.",
    scopes: managePhoneNumbers,
    params: PhoneNumberParams,
    responses: { 200: { description: "The phone number, active.", body: RestoredPhoneNumber } },
    errors: ["not_found", "release_begun", "number_lost"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await restorePhoneNumber(ctx, params.phoneNumber) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
