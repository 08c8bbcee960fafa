import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { managePhoneNumbers, readPhoneNumbers } from "@/lib/identity/permissions";
import { listPhoneNumbers } from "@/lib/numbers/phone-numbers/list-phone-numbers";
import { registerPhoneNumber } from "@/lib/numbers/phone-numbers/register-phone-number";
import {
  ListPhoneNumbersQuery,
  PhoneNumberPage,
  PhoneNumberRecord,
  RegisterPhoneNumberBody,
} from "@/lib/numbers/phone-numbers/schemas";

export const GET = withApi(
  {
    operation: "listPhoneNumbers",
    tag: "Phone numbers",
    summary: "List phone numbers",
    description: "The organization's directory, newest first.",
    scopes: readPhoneNumbers,
    query: ListPhoneNumbersQuery,
    responses: { 200: { description: "One page.", body: PhoneNumberPage } },
  },
  async ({ ctx, query }) => ({ body: await listPhoneNumbers(ctx, query) }),
);

export const POST = withApi(
  {
    operation: "registerPhoneNumber",
    tag: "Phone numbers",
    summary: "Register your own number",
    description:
      "Adds a number from another provider to the directory, on your own trunk. It counts toward the plan's limit and is never released to a carrier.",
    scopes: managePhoneNumbers,
    body: RegisterPhoneNumberBody,
    responses: { 201: { description: "The phone number.", body: PhoneNumberRecord } },
    errors: [
      "managed_trunk",
      "not_found",
      "number_already_owned",
      "number_unavailable",
      "phone_number_limit_reached",
      "invalid_phone_number",
    ],
    etag: true,
    idempotent: true,
  },
  async ({ ctx, body }) => {
    const number = await registerPhoneNumber(ctx, body);
    return { status: 201, body: number, headers: { Location: `/core/phone-numbers/${number.phone_number}` } };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
