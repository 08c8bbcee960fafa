import { withApi } from "@/lib/http/with-api";
import { listPhoneNumbers } from "@/lib/phone-numbers/list-phone-numbers";
import { ListPhoneNumbersQuery, PhoneNumberPage } from "@/lib/phone-numbers/schemas";
import { readPhoneNumbers } from "@/lib/phone-numbers/scopes";

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
