import type { Money } from "@/lib/numbers/phone-numbers/schemas";

const SCALE = 10_000;

/** Formats as `$1.15`, with more digits only when the price has them. */
export function formatMoney({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  });
  return format.format(Number(amount));
}

/**
 * Adds exactly, in ten-thousandths. Null when a price is unknown or currencies differ, because a partial sum would
 * mislead.
 */
export function sumMoney(prices: readonly (Money | null)[]): Money | null {
  const currency = prices[0]?.currency;
  if (currency === undefined) return null;
  let total = 0;
  for (const price of prices) {
    if (price?.currency !== currency) return null;
    total += Math.round(Number(price.amount) * SCALE);
  }
  return { amount: (total / SCALE).toFixed(4), currency };
}
