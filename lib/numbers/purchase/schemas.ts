import { z } from "zod";
import { Capabilities, Money, PhoneNumberRecord, PhoneNumberType } from "@/lib/numbers/phone-numbers/schemas";
import {
  E164,
  listQuery,
  pageOf,
  QueryBoolean,
  queryInteger,
  queryIntegerOr,
  Timestamp,
  Uuid,
} from "@/lib/platform/schemas";

export const ManagedAccountParams = z.object({
  managedAccountId: z.union([z.literal("default"), Uuid]).meta({
    description: "A managed account's id, or `default`: the shared account of this installation.",
    example: "default",
  }),
});

export const SearchNumbersQuery = z.strictObject({
  area_code: queryInteger(200, 999).meta({ example: 415 }),
  phone_number_type: PhoneNumberType.default("local"),
  country_code: z
    .string()
    .regex(/^[A-Za-z]{2}$/, "Expected a two-letter country code such as US.")
    .transform((code) => code.toUpperCase())
    .prefault("US"),
  voice_enabled: QueryBoolean.optional(),
  sms_enabled: QueryBoolean.optional(),
  mms_enabled: QueryBoolean.optional(),
  in_postal_code: z.string().trim().min(1).max(16).optional(),
  in_region: z.string().trim().min(1).max(64).optional(),
  in_locality: z.string().trim().min(1).max(64).optional(),
  contains: z
    .string()
    .regex(/^[0-9A-Za-z*]{2,16}$/, "Expected 2 to 16 digits, letters or *.")
    .regex(/[0-9A-Za-z]{2}/, "Expected two digits or letters side by side.")
    .optional()
    .meta({ description: "A vanity pattern; `*` stands for any digit, and two digits or letters stand side by side." }),
  limit: queryIntegerOr(20, 1, 30),
});
export type SearchNumbersQuery = z.infer<typeof SearchNumbersQuery>;

export const NumberForSale = z
  .object({
    phone_number: E164,
    friendly_name: z.string(),
    country_code: z.string(),
    phone_number_type: PhoneNumberType,
    locality: z.string().nullable(),
    region: z.string().nullable(),
    postal_code: z.string().nullable(),
    capabilities: Capabilities,
    monthly_price: Money.nullable(),
  })
  .meta({ id: "NumberForSale" });
export type NumberForSale = z.infer<typeof NumberForSale>;

export const AreaCodeSuggestion = z
  .object({
    area_code: z.int(),
    phone_number_type: PhoneNumberType,
    locality: z.string().nullable(),
    region: z.string().nullable(),
  })
  .meta({ id: "AreaCodeSuggestion" });
export type AreaCodeSuggestion = z.infer<typeof AreaCodeSuggestion>;

export const SearchNumbersResult = z
  .object({
    data: z.array(NumberForSale),
    suggestions: z.array(AreaCodeSuggestion).meta({
      description:
        "Only when nothing matched an area code: the nearest area codes that do have numbers, of the kind that the code has.",
    }),
    suggestions_pending: z.boolean().optional().meta({
      description:
        "True when the carrier has not answered for all neighbors yet: search again in a moment for the rest.",
    }),
    area_code_type: PhoneNumberType.optional().meta({
      description: "Only when the area code never has the kind of number searched for: the kind it has.",
    }),
  })
  .meta({ id: "SearchNumbersResult" });
export type SearchNumbersResult = z.infer<typeof SearchNumbersResult>;

/** The purchase function parses the number, so an invalid one gets its own message and code. */
export const PurchaseNumberBody = z
  .strictObject({
    phone_number: z.string().max(64).meta({ description: "E.164.", example: "+14155550123" }),
    expected_monthly_price: Money.optional().meta({
      description: "If the price has changed, nothing is bought and the response has both prices.",
    }),
  })
  .meta({ id: "PurchaseNumber" });
export type PurchaseNumberBody = z.infer<typeof PurchaseNumberBody>;

export const PurchasePending = z
  .object({ purchase_id: z.uuid(), status: z.literal("pending") })
  .meta({ id: "PurchasePending" });
export type PurchasePending = z.infer<typeof PurchasePending>;

export const PurchaseStatus = z.enum(["pending", "completed", "failed", "needs_attention"]);

export const PurchaseRecord = z
  .object({
    id: z.uuid(),
    phone_number: E164,
    managed_account_id: z.uuid(),
    status: PurchaseStatus,
    error: z
      .object({ code: z.string(), detail: z.string() })
      .nullable()
      .meta({ description: "Why it failed or needs attention." }),
    number: PhoneNumberRecord.nullable().meta({
      description:
        "The number's record, once it is in the directory, for a caller with `phone_numbers:read` or `:manage`.",
    }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: "Purchase" });
export type PurchaseRecord = z.infer<typeof PurchaseRecord>;

export const PurchasePage = pageOf(PurchaseRecord, "PurchasePage");
export type PurchasePage = z.infer<typeof PurchasePage>;

export const ListPurchasesQuery = z.strictObject({ ...listQuery, status: PurchaseStatus.optional() });
export type ListPurchasesQuery = z.infer<typeof ListPurchasesQuery>;

export const PurchaseParams = z.object({ purchaseId: Uuid });
