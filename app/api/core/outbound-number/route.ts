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
      "Returns the first match, and the oldest of several: 1. `agent_number`, if it is yours; 2. a number whose outbound side holds `agent_version_id`; 3. one that holds the agent's latest published version; 4. one whose outbound side is empty; 5. one that is shared. A number that holds another agent is returned only if it is shared. Numbers that are being released or lost, and trunks that can't dial out, are skipped.",
    scopes: readPhoneNumbers,
    query: OutboundNumberQuery,
    responses: { 200: { description: "The number; the call goes out over its `trunk_id`.", body: PhoneNumberRecord } },
    errors: ["no_outbound_number"],
  },
  async ({ ctx, query }) => ({ body: await getOutboundNumber(ctx, query) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
