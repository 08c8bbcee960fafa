import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { managePhoneNumbers, readPhoneNumbers } from "@/lib/identity/permissions";
import { getPhoneNumber } from "@/lib/numbers/phone-numbers/get-phone-number";
import { PhoneNumberParams, PhoneNumberRecord, UpdatePhoneNumberBody } from "@/lib/numbers/phone-numbers/schemas";
import { updatePhoneNumber } from "@/lib/numbers/phone-numbers/update-phone-number";
import { releasePhoneNumber } from "@/lib/numbers/release/release-phone-number";
import { ReleasePhoneNumberQuery } from "@/lib/numbers/release/schemas";

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
    description: "Accepts only `outbound_shareable`; any other field returns 422 naming it.",
    scopes: managePhoneNumbers,
    params: PhoneNumberParams,
    body: UpdatePhoneNumberBody,
    responses: { 200: { description: "The updated phone number.", body: PhoneNumberRecord } },
    errors: ["not_found", "precondition_failed"],
    etag: true,
  },
  async ({ ctx, params, body, ifMatch }) => ({
    body: await updatePhoneNumber(ctx, params.phoneNumber, body, ifMatch),
  }),
);

export const DELETE = withApi(
  {
    operation: "releasePhoneNumber",
    tag: "Phone numbers",
    summary: "Release a phone number",
    description:
      "A purchased number is taken out of service at once and its agents are unassigned. It is released to the carrier, irreversibly, at `release_at`; until then it can be restored. An imported number is unregistered, and one that was lost at the carrier is removed.",
    scopes: managePhoneNumbers,
    params: PhoneNumberParams,
    query: ReleasePhoneNumberQuery,
    responses: {
      202: { description: "Being released. Repeating the request returns the same.", body: PhoneNumberRecord },
      204: { description: "Removed from the directory." },
    },
    errors: ["not_found"],
    etag: true,
  },
  async ({ ctx, params, query }) => {
    const number = await releasePhoneNumber(ctx, params.phoneNumber, query.immediately);
    return number ? { status: 202, body: number } : { status: 204 };
  },
);

export const { POST, PUT, OPTIONS } = methodNotAllowed({ GET, PATCH, DELETE });
