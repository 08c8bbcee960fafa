import type { Capabilities } from "@/lib/numbers/phone-numbers/schemas";

/** Formats as `Voice · SMS`. */
export function capabilitiesText({ voice, sms, mms }: Capabilities): string {
  return [voice && "Voice", sms && "SMS", mms && "MMS"].filter(Boolean).join(" · ");
}
