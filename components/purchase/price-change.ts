import { z } from "zod";
import type { ApiError } from "@/lib/api-client/api-client";
import { Money } from "@/lib/numbers/phone-numbers/schemas";
import type { Attempt } from "./attempts";

const PriceChange = z.looseObject({ expected_monthly_price: Money, monthly_price: Money });

/** Extracts both prices of a `price_changed` error; undefined when the new one is unknown. */
export function priceChangeIn(error: ApiError): Extract<Attempt, { step: "price_changed" }> | undefined {
  const prices = PriceChange.safeParse(error.problem).data;
  return prices && { step: "price_changed", before: prices.expected_monthly_price, now: prices.monthly_price };
}
