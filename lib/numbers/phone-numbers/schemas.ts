import { z } from "zod";
import { E164, listQuery, pageOf, QueryTrue, Timestamp, Uuid } from "@/lib/platform/schemas";
import { plainNumberText } from "./written-number";

export const PhoneNumberType = z.enum(["local", "toll_free"]);

export const Money = z
  .strictObject({
    amount: z
      .string()
      .regex(/^\d{1,8}(\.\d{1,4})?$/, 'Expected a decimal string such as "1.15".')
      .meta({ example: "1.15" }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "Expected a currency code such as USD.")
      .meta({ example: "USD" }),
  })
  .meta({ id: "Money" });
export type Money = z.infer<typeof Money>;

export const Capabilities = z
  .object({ voice: z.boolean(), sms: z.boolean(), mms: z.boolean() })
  .meta({ id: "Capabilities", description: "Capabilities that the carrier reports." });
export type Capabilities = z.infer<typeof Capabilities>;

export const AssignedAgent = z
  .object({ agent_id: z.uuid(), name: z.string(), version: z.int() })
  .meta({ id: "AssignedAgent", description: "The agent version that holds this direction of the number." });

export const PhoneNumberRecord = z
  .object({
    id: z.uuid(),
    phone_number: E164,
    country_code: z.string().length(2).nullable().meta({
      description: "ISO 3166-1 alpha-2; null for numbers of no country, such as +800.",
      example: "US",
    }),
    phone_number_type: PhoneNumberType,
    locality: z.string().nullable().meta({ description: "The number's location; null for toll-free numbers." }),
    region: z.string().nullable(),
    trunk_id: z.uuid(),
    managed_account_id: z.uuid().nullable(),
    inbound_agent_version_id: z.uuid().nullable(),
    outbound_agent_version_id: z.uuid().nullable(),
    inbound_agent: AssignedAgent.nullable(),
    outbound_agent: AssignedAgent.nullable(),
    outbound_shareable: z.boolean(),
    status: z.enum(["active", "releasing", "lost_at_carrier"]),
    release_at: Timestamp.nullable(),
    monthly_price: Money.nullable(),
    capabilities: Capabilities.nullable().meta({
      description: "Null for a number on your own trunk: only your provider knows what it can do.",
    }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "PhoneNumber" });
export type PhoneNumberRecord = z.infer<typeof PhoneNumberRecord>;

export const PhoneNumberPage = pageOf(PhoneNumberRecord, "PhoneNumberPage");
export type PhoneNumberPage = z.infer<typeof PhoneNumberPage>;

export function digitsIn(text: string): string {
  return plainNumberText(text).replaceAll(/\D/g, "");
}

export const ListPhoneNumbersQuery = z.strictObject({
  ...listQuery,
  phone_number: z
    .string()
    .max(64, "Expected digits.")
    .refine(
      (text) => /^(tel:)?[+\d\s().-]{1,32}$/i.test(plainNumberText(text)) && digitsIn(text) !== "",
      "Expected digits.",
    )
    .optional()
    .meta({ description: "Any part of the number: its digits, in this order." }),
  trunk_id: Uuid.optional().meta({ description: "Numbers on this trunk." }),
  agent_id: Uuid.optional().meta({ description: "Numbers with this agent in either direction." }),
  unassigned: QueryTrue.optional().meta({ description: "Only numbers without an agent in both directions." }),
});
export type ListPhoneNumbersQuery = z.infer<typeof ListPhoneNumbersQuery>;

export const ExportPhoneNumbersQuery = ListPhoneNumbersQuery.omit({ limit: true, cursor: true });
export type ExportPhoneNumbersQuery = z.infer<typeof ExportPhoneNumbersQuery>;

export const RegisterPhoneNumberBody = z
  .strictObject({
    phone_number: z.string().max(64).meta({ description: "E.164.", example: "+14155550123" }),
    trunk_id: Uuid.meta({ description: "One of your own trunks." }),
  })
  .meta({ id: "RegisterPhoneNumber" });
export type RegisterPhoneNumberBody = z.infer<typeof RegisterPhoneNumberBody>;

export const UpdatePhoneNumberBody = z
  .strictObject({ outbound_shareable: z.boolean() })
  .meta({ id: "UpdatePhoneNumber" });
export type UpdatePhoneNumberBody = z.infer<typeof UpdatePhoneNumberBody>;

export const PhoneNumberParams = z.object({
  phoneNumber: z
    .string()
    .regex(/^\+?\d{1,15}$/)
    .meta({ description: "E.164, with or without the plus.", example: "+14155550123" }),
});
