import { z } from "zod";

/** Lenient where Twilio is inconsistent: numbers may be strings, and `SMS` is upper case only in search results. */

/** Unset strings are null, "" or absent. */
const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || null);

const identifier = z.string().min(1);

/** RFC 2822 in the 2010 API, ISO 8601 in newer ones. */
const dateTime = z.string().transform((value, context) => {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) {
    context.addIssue({ code: "custom", message: "not a date" });
    return z.NEVER;
  }
  return date;
});

const flags = z.record(z.string(), z.unknown()).nullish();

function capabilitiesIn(value: Record<string, unknown>) {
  const granted = new Set(
    Object.entries(value)
      .filter(([, flag]) => flag === true || flag === "true")
      .map(([name]) => name.toLowerCase()),
  );
  return { voice: granted.has("voice"), sms: granted.has("sms"), mms: granted.has("mms") };
}

const decimal = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === undefined || value === null || value === "" ? null : String(value)))
  .refine((value) => value === null || /^\d+(\.\d+)?$/.test(value), "not a decimal");

export const AvailableNumberReply = z.object({
  phone_number: identifier,
  friendly_name: optionalText,
  locality: optionalText,
  region: optionalText,
  postal_code: optionalText,
  iso_country: optionalText,
  capabilities: flags.transform((value) => capabilitiesIn(value ?? {})),
});
export type AvailableNumberReply = z.output<typeof AvailableNumberReply>;

export const SearchReply = z.object({ available_phone_numbers: z.array(AvailableNumberReply) });

export const OwnedNumberReply = z.object({
  sid: identifier,
  phone_number: identifier,
  friendly_name: optionalText,
  trunk_sid: optionalText,
  capabilities: flags.transform((value) => (value ? capabilitiesIn(value) : null)),
  date_created: dateTime,
});
export type OwnedNumberReply = z.output<typeof OwnedNumberReply>;

export const OwnedNumbersPage = z
  .object({ incoming_phone_numbers: z.array(OwnedNumberReply), next_page_uri: optionalText })
  .transform((page) => ({ items: page.incoming_phone_numbers, next: page.next_page_uri }));

export const TrunkReply = z.object({ sid: identifier, friendly_name: optionalText, date_created: dateTime });
export type TrunkReply = z.output<typeof TrunkReply>;

const meta = z.object({ next_page_url: optionalText });

export const TrunksPage = z
  .object({ trunks: z.array(TrunkReply), meta })
  .transform((page) => ({ items: page.trunks, next: page.meta.next_page_url }));

export const TrunkNumbersPage = z
  .object({ phone_numbers: z.array(z.object({ sid: identifier })), meta })
  .transform((page) => ({ items: page.phone_numbers, next: page.meta.next_page_url }));

export const OriginationUrlReply = z.object({ sid: identifier, sip_url: identifier });

export const OriginationUrlsPage = z
  .object({ origination_urls: z.array(OriginationUrlReply), meta })
  .transform((page) => ({ items: page.origination_urls, next: page.meta.next_page_url }));

export const PriceReply = z.object({
  price_unit: optionalText,
  phone_number_prices: z
    .array(z.object({ number_type: optionalText, current_price: decimal }))
    .nullish()
    .transform((prices) => prices ?? []),
});
export type PriceReply = z.output<typeof PriceReply>;
