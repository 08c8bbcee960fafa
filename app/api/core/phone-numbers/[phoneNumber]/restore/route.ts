import { allowOnly } from "@/lib/http/allow-only";
import { withApi } from "@/lib/http/with-api";
import { PhoneNumberParams } from "@/lib/phone-numbers/schemas";
import { managePhoneNumbers } from "@/lib/phone-numbers/scopes";
import { restorePhoneNumber } from "@/lib/release/restore-phone-number";
import { RestoredPhoneNumber } from "@/lib/release/schemas";

export const POST = withApi(
  {
    operation: "restorePhoneNumber",
    tag: "Phone numbers",
    summary: "Undo a release",
    description:
      "Until `release_at`. The number is active again, with the agents and the sharing that it had. A side whose agent was deleted meanwhile stays unassigned, and `warnings` says so. An active number stays as it is.",
    scopes: managePhoneNumbers,
    params: PhoneNumberParams,
    responses: { 200: { description: "The phone number, active.", body: RestoredPhoneNumber } },
    errors: ["not_found", "release_begun", "number_lost"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await restorePhoneNumber(ctx, params.phoneNumber) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly({ POST });
