import { z } from "zod";
import { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { jsonObject } from "@/lib/platform/json-object";
import { displayName } from "@/lib/platform/names/schemas";
import { E164, listQuery, pageOf, QueryBoolean, queryInteger, Timestamp, Uuid } from "@/lib/platform/schemas";
import { metadataFilter } from "./metadata-filter";

export const MAX_CONFIG_BYTES = 256 * 1024;
const MAX_BUILDER_INPUTS_BYTES = 64 * 1024;
const MAX_METADATA_BYTES = 16 * 1024;
/** Allows a configuration of maximum size with whitespace. */
export const MAX_VERSION_BODY_BYTES = 2 * MAX_CONFIG_BYTES;
export const MAX_NUMBERS_PER_PUBLISH = 1_000;
/** Allows the maximum count of numbers with their expected slots. */
export const MAX_PUBLISH_BODY_BYTES = 512 * 1024;

const text = (maximum: number) => z.string().max(maximum, `Use at most ${maximum} characters.`);

const Name = displayName(200, "Enter a name for the agent.").meta({ example: "Front desk" });

const Metadata = jsonObject(MAX_METADATA_BYTES, "Your own data about the agent");
const Config = jsonObject(MAX_CONFIG_BYTES, "The agent's configuration");
const BuilderInputs = jsonObject(MAX_BUILDER_INPUTS_BYTES, "Inputs of an instruction builder");

export const AgentRecord = z
  .object({
    id: z.uuid(),
    agent_id: z.uuid().meta({ description: "The same as `id`." }),
    name: z.string(),
    description: z.string().nullable(),
    active: z.boolean(),
    is_demo: z.boolean(),
    metadata: Metadata,
    latest_version: z.int().nullable().meta({ description: "The highest version number; null without versions." }),
    latest_published_version: z.int().nullable(),
    created_at: Timestamp,
    updated_at: Timestamp.meta({ description: "Changes with the agent itself, not with its versions." }),
  })
  .meta({ id: "Agent" });
export type AgentRecord = z.infer<typeof AgentRecord>;

export const AgentPage = pageOf(AgentRecord, "AgentPage");
export type AgentPage = z.infer<typeof AgentPage>;

export const ListAgentsQuery = z.strictObject({
  ...listQuery,
  name: text(200)
    .min(1, "Expected a part of the name.")
    .optional()
    .meta({ description: "Any part of the name, in upper or lower case." }),
  active: QueryBoolean.optional(),
  is_demo: QueryBoolean.optional(),
  metadata: metadataFilter.optional(),
});
export type ListAgentsQuery = z.infer<typeof ListAgentsQuery>;

/** Replaces the whole agent: omitted members get their defaults. */
export const AgentBody = z
  .strictObject({
    name: Name,
    description: text(2_000).nullable().default(null),
    active: z.boolean().default(true).meta({ description: "Inactive agents can't be assigned to new numbers." }),
    is_demo: z.boolean().default(false).meta({ description: "For demonstrations, not for real calls." }),
    metadata: Metadata.default({}),
  })
  .meta({ id: "AgentBody" });
export type AgentBody = z.infer<typeof AgentBody>;

export const AgentParams = z.object({ agentId: Uuid });

export const AgentVersionRecord = z
  .object({
    id: z.uuid(),
    agent_id: z.uuid(),
    version: z.int().meta({ description: "1, 2, 3 and so on within the agent." }),
    published: z.boolean().meta({ description: "Published versions can't be edited." }),
    config: Config,
    instruction_builder_inputs: BuilderInputs.nullable(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "AgentVersion" });
export type AgentVersionRecord = z.infer<typeof AgentVersionRecord>;

export const AgentConfigSchema = z
  .record(z.string(), z.unknown())
  .meta({ id: "AgentConfigSchema", description: "A JSON Schema." });

const AgentVersionItem = AgentVersionRecord.partial({ config: true, instruction_builder_inputs: true }).meta({
  id: "AgentVersionItem",
});

export const MAX_SHOWN_VERSIONS = 100;
export const MAX_SHOWN_NUMBERS = 100;

export const AgentDetail = AgentRecord.extend({
  versions: z.array(AgentVersionRecord.omit({ config: true, instruction_builder_inputs: true })).meta({
    description: `Newest first, without their configurations; at most ${MAX_SHOWN_VERSIONS}. The list of versions has all.`,
  }),
  phone_numbers: z.array(E164).meta({
    description: `Its phone numbers, in order; at most ${MAX_SHOWN_NUMBERS}. \`GET /core/phone-numbers?agent_id=\` lists all of them, with details.`,
  }),
  phone_number_count: z.int().meta({ description: "All of them." }),
  sip_endpoint: z.null().meta({ description: "Null: agents are no SIP endpoints yet." }),
}).meta({ id: "AgentDetail" });
export type AgentDetail = z.infer<typeof AgentDetail>;

export const AgentVersionPage = pageOf(AgentVersionItem, "AgentVersionPage");
export type AgentVersionPage = z.infer<typeof AgentVersionPage>;

export const ListAgentVersionsQuery = z.strictObject({
  ...listQuery,
  version: queryInteger(1, 999_999_999),
  published: QueryBoolean.optional(),
  config: QueryBoolean.optional().meta({
    description: "`false` leaves `config` and `instruction_builder_inputs` out, for who only shows a list of versions.",
  }),
});
export type ListAgentVersionsQuery = z.infer<typeof ListAgentVersionsQuery>;

const VersionNumber = z.int().min(1).max(999_999_999);

export const CreateAgentVersionBody = z
  .strictObject({
    config: Config.optional(),
    base_version: VersionNumber.optional().meta({ description: "The version that is copied." }),
  })
  .refine(({ config, base_version }) => (config === undefined) !== (base_version === undefined), {
    path: ["config"],
    error: "Send either config or base_version.",
  })
  .meta({ id: "CreateAgentVersion" });
export type CreateAgentVersionBody = z.infer<typeof CreateAgentVersionBody>;

export const UpdateAgentVersionBody = z
  .strictObject({
    config: Config.optional(),
    instruction_builder_inputs: BuilderInputs.nullable().optional(),
  })
  .refine(({ config, instruction_builder_inputs: inputs }) => config !== undefined || inputs !== undefined, {
    path: ["config"],
    error: "Send config, instruction_builder_inputs or both.",
  })
  .meta({ id: "UpdateAgentVersion", description: "Omitted fields are unchanged." });
export type UpdateAgentVersionBody = z.infer<typeof UpdateAgentVersionBody>;

export const CompareAgentVersionsBody = z
  .strictObject({ from_version: VersionNumber, to_version: VersionNumber })
  .meta({ id: "CompareAgentVersions" });
export type CompareAgentVersionsBody = z.infer<typeof CompareAgentVersionsBody>;

export const AgentVersionParams = AgentParams.extend({
  version: z
    .union([
      z.literal("latest"),
      z
        .string()
        .regex(/^[1-9]\d{0,8}$/)
        .transform(Number),
    ])
    .meta({
      description: "A version number, or `latest`: the newest draft, without one the newest version.",
      override: { type: "string", pattern: "^([1-9]\\d{0,8}|latest)$" },
    }),
});
export type VersionReference = z.infer<typeof AgentVersionParams>["version"];

export const Direction = z.enum(["inbound", "outbound", "both"]);
export type Direction = z.infer<typeof Direction>;

const Numbers = z
  .array(E164)
  .max(MAX_NUMBERS_PER_PUBLISH, `Use at most ${MAX_NUMBERS_PER_PUBLISH} numbers.`)
  .default([]);

const ExpectedSlots = z
  .strictObject({
    phone_number: E164,
    inbound_agent_version_id: Uuid.nullable().optional(),
    outbound_agent_version_id: Uuid.nullable().optional(),
  })
  .meta({ id: "ExpectedSlots" });
export type ExpectedSlots = z.infer<typeof ExpectedSlots>;

export const PublishAgentVersionBody = z
  .strictObject({
    phone_numbers: Numbers.meta({ description: "Numbers to assign this version to." }),
    unassign_phone_numbers: Numbers.meta({
      description: "Numbers to remove this agent from. Slots that hold another agent are unchanged.",
    }),
    direction: Direction.default("inbound").meta({
      description: "The slots to write; others are unchanged.",
    }),
    expected: z.array(ExpectedSlots).max(MAX_NUMBERS_PER_PUBLISH).default([]).meta({
      description:
        "The versions you last saw on some of these numbers. If one has changed since, the response is 412 naming it and nothing is written. Omitted slots aren't compared.",
    }),
  })
  .superRefine(refuseContradictions)
  .meta({ id: "PublishAgentVersion" })
  .prefault({});
export type PublishAgentVersionBody = z.infer<typeof PublishAgentVersionBody>;

export const UpdatedPhoneNumbers = z.array(PhoneNumberRecord);

type NamedNumbers = { phone_numbers: string[]; unassign_phone_numbers: string[]; expected: ExpectedSlots[] };

function refuseContradictions(
  { phone_numbers, unassign_phone_numbers, expected }: NamedNumbers,
  check: z.RefinementCtx,
) {
  const refuse = (path: PropertyKey[], message: string) => check.addIssue({ code: "custom", path, message });
  const assigned = new Set(phone_numbers);
  const named = new Set([...phone_numbers, ...unassign_phone_numbers]);
  if (named.size > MAX_NUMBERS_PER_PUBLISH) {
    refuse(["phone_numbers"], `Use at most ${MAX_NUMBERS_PER_PUBLISH} numbers in both lists together.`);
  }
  for (const [index, number] of unassign_phone_numbers.entries()) {
    if (assigned.has(number)) refuse(["unassign_phone_numbers", index], `${number} is in phone_numbers, too.`);
  }
  for (const [index, { phone_number }] of expected.entries()) {
    if (!named.has(phone_number)) refuse(["expected", index, "phone_number"], `${phone_number} is in neither list.`);
  }
}
