import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";

type Placed = Pick<PhoneNumberRecord, "phone_number_type" | "locality" | "region">;

/** Formats as `San Francisco, CA`, or the known part. */
export function placeOf({ phone_number_type, locality, region }: Placed): string {
  if (phone_number_type === "toll_free") return "Toll-free";
  return [locality, region].filter(Boolean).join(", ");
}
