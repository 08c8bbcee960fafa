import { counted } from "@/components/ui/counted";
import type { PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { formatMoney, sumMoney } from "./format-money";

type Billed = Pick<PhoneNumberRecord, "managed_account_id" | "monthly_price" | "status">;

/**
 * Formats as `$16.95 a month, 2 numbers billed elsewhere`: the known sum and how many numbers it omits. Null when none
 * of the numbers is billed here.
 */
export function monthlyTotal(records: readonly Billed[]): string | null {
  const kept = records.filter(({ status }) => status !== "lost_at_carrier");
  const billed = kept.filter((record) => record.managed_account_id !== null);
  if (billed.length === 0) return null;
  const prices = billed.flatMap(({ monthly_price }) => monthly_price ?? []);
  const currencies = [...new Set(prices.map(({ currency }) => currency))];
  const sums = currencies.flatMap((currency) => sumMoney(prices.filter((price) => price.currency === currency)) ?? []);
  const parts = [
    sums.length > 0 && `${sums.map(formatMoney).join(" and ")} a month`,
    someNumbers(billed.length - prices.length, "of unknown price"),
    someNumbers(kept.length - billed.length, "billed elsewhere"),
  ];
  return parts.filter((part) => part !== false).join(", ");
}

/** Formats as `2 numbers of unknown price`; false for zero. */
const someNumbers = (count: number, what: string) => count > 0 && `${counted(count, "number")} ${what}`;

/** Returns a number's price, or why there is no price. */
export function monthlyPriceText({ managed_account_id: account, monthly_price: price, status }: Billed): string {
  if (account === null) return "Billed by your provider";
  if (status === "lost_at_carrier") return "No longer billed";
  return price ? `${formatMoney(price)} a month` : "Price unknown";
}
