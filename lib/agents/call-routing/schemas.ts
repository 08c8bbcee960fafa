import { z } from "zod";
import { AgentVersionRecord } from "@/lib/agents/schemas";
import { readDialedNumber } from "@/lib/numbers/phone-numbers/dialed-number";
import { Uuid } from "@/lib/platform/schemas";

/** Yields possible E.164 forms, likeliest first. An unencoded plus arrives as a space. */
const DialedNumber = z
  .string()
  .max(400, "Send at most 400 characters.")
  .transform((text, context) => {
    const read = readDialedNumber(text);
    if ("e164" in read) return read.e164;
    context.addIssue({ code: "custom", message: read.problem });
    return z.NEVER;
  })
  .meta({
    description:
      "As SIP sends it: E.164 with or without the plus, ten digits of +1, with 00 or 011 before it, a `sip:` or `tel:` URI, with separators.",
    example: "+14155550123",
    override: { type: "string", maxLength: 400 },
  });

export const OutboundNumberQuery = z.strictObject({
  agent_number: DialedNumber.optional().meta({ description: "The number that the agent would like to call from." }),
  agent_version_id: Uuid.optional().meta({ description: "The agent version that calls." }),
  agent_id: Uuid.optional().meta({
    description: "The agent that calls; the version's when absent. A version of another agent is not looked at.",
  }),
});
export type OutboundNumberQuery = z.infer<typeof OutboundNumberQuery>;

export const InboundAgentQuery = z.strictObject({ phone_number: DialedNumber });
export type InboundAgentQuery = z.infer<typeof InboundAgentQuery>;

export const InboundAgent = z
  .object({
    agent_id: z.uuid(),
    name: z.string(),
    agent_version_id: z.uuid(),
    version: z.int(),
    config: AgentVersionRecord.shape.config,
  })
  .meta({ id: "InboundAgent", description: "The agent version that answers a number." });
export type InboundAgent = z.infer<typeof InboundAgent>;
