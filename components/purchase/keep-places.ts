import { SearchNumbersResult } from "@/lib/numbers/purchase/schemas";

/**
 * Merges a refreshed search into the displayed one. One click buys, so no row may move under the pointer: known rows
 * keep their place with the newest price, and new ones follow. Rows that are no longer offered stay too: the carrier
 * only shows a sample, and buying a number that is gone fails.
 */
export function keepPlaces(before: unknown, fresh: unknown): unknown {
  const shown = SearchNumbersResult.safeParse(before).data?.data ?? [];
  if (shown.length === 0) return fresh;
  const { data, ...rest } = SearchNumbersResult.parse(fresh);
  const offered = new Map(data.map((number) => [number.phone_number, number]));
  const known = new Set(shown.map(({ phone_number }) => phone_number));
  return {
    ...rest,
    data: [
      ...shown.map((number) => offered.get(number.phone_number) ?? number),
      ...data.filter(({ phone_number }) => !known.has(phone_number)),
    ],
  };
}
