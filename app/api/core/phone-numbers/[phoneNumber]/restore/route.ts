import { allowOnly } from "@/lib/http/allow-only";
import { withApi } from "@/lib/http/with-api";
import { PhoneNumberParams, PhoneNumberRecord } from "@/lib/phone-numbers/schemas";
import { managePhoneNumbers } from "@/lib/phone-numbers/scopes";
import { restorePhoneNumber } from "@/lib/release/restore-phone-number";

export const POST = withApi(
  {
    operation: "restorePhoneNumber",
    tag: "Phone numbers",
    summary: "Undo a release",
    description:
      "Until `release_at`. The number is active again, with the agents that it had as far as they still exist. An active number stays as it is.",
    scopes: managePhoneNumbers,
    params: PhoneNumberParams,
    responses: { 200: { description: "The phone number, active.", body: PhoneNumberRecord } },
    errors: ["not_found", "release_begun", "number_lost"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await restorePhoneNumber(ctx, params.phoneNumber) }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly({ POST });
