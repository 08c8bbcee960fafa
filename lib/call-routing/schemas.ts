import { z } from "zod";
import { AgentVersionRecord } from "@/lib/agents/schemas";
import { Uuid } from "@/lib/http/schemas";

/** A plus that nobody encoded arrives as a space. */
const NumberInQuery = z
  .string()
  .trim()
  .regex(/^\+?\d{1,15}$/, "Expected a phone number such as +14155550123.")
  .meta({ description: "E.164, with or without the plus.", example: "+14155550123" });

export const OutboundNumberQuery = z.strictObject({
  agent_number: NumberInQuery.optional().meta({ description: "The number that the agent would like to call from." }),
  agent_version_id: Uuid.optional().meta({ description: "The agent version that calls." }),
  agent_id: Uuid.optional().meta({
    description: "The agent that calls; the version's when absent. A version of another agent is not looked at.",
  }),
});
export type OutboundNumberQuery = z.infer<typeof OutboundNumberQuery>;

export const InboundAgentQuery = z.strictObject({ phone_number: NumberInQuery });
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
