import { withApi } from "@/lib/http/with-api";
import { getPhoneNumber } from "@/lib/phone-numbers/get-phone-number";
import { PhoneNumberParams, PhoneNumberRecord, UpdatePhoneNumberBody } from "@/lib/phone-numbers/schemas";
import { managePhoneNumbers, readPhoneNumbers } from "@/lib/phone-numbers/scopes";
import { updatePhoneNumber } from "@/lib/phone-numbers/update-phone-number";

export const GET = withApi(
  {
    operation: "getPhoneNumber",
    tag: "Phone numbers",
    summary: "Read a phone number",
    scopes: readPhoneNumbers,
    params: PhoneNumberParams,
    responses: { 200: { description: "The phone number.", body: PhoneNumberRecord } },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params }) => ({ body: await getPhoneNumber(ctx, params.phoneNumber) }),
);

export const PATCH = withApi(
  {
    operation: "updatePhoneNumber",
    tag: "Phone numbers",
    summary: "Share a phone number, or stop sharing it",
    description: "Accepts `outbound_shareable` only; any other member is refused by name.",
    scopes: managePhoneNumbers,
    params: PhoneNumberParams,
    body: UpdatePhoneNumberBody,
    responses: { 200: { description: "The phone number as it is now.", body: PhoneNumberRecord } },
    errors: ["not_found", "precondition_failed"],
    etag: true,
  },
  async ({ ctx, params, body, ifMatch }) => ({
    body: await updatePhoneNumber(ctx, params.phoneNumber, body, ifMatch),
  }),
);
