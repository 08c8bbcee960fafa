import { getOutboundNumber } from "@/lib/agents/call-routing/get-outbound-number";
import { OutboundNumberQuery } from "@/lib/agents/call-routing/schemas";
import { methodNotAllowed } from "@/lib/http/method-not-allowed";
import { withApi } from "@/lib/http/with-api";
import { readPhoneNumbers } from "@/lib/identity/permissions";
import { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

export const GET = withApi(
  {
    operation: "getOutboundNumber",
    tag: "Call routing",
    summary: "Find the number to call from",
    description:
      "The first that there is, and of several the oldest: `agent_number`, when it is yours; a number whose outbound side holds `agent_version_id`; one that holds the latest published version of the agent; one whose outbound side is empty; one that is shared. A number that holds another agent is given only when it is shared. Numbers that are being released or are lost, and trunks that cannot dial out, are passed over.",
    scopes: readPhoneNumbers,
    query: OutboundNumberQuery,
    responses: { 200: { description: "The number; the call goes out over its `trunk_id`.", body: PhoneNumberRecord } },
    errors: ["no_outbound_number"],
  },
  async ({ ctx, query }) => ({ body: await getOutboundNumber(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
