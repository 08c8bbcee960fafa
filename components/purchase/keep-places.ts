import { SearchNumbersResult } from "@/lib/numbers/purchase/schemas";

/**
 * Joins a refreshed search to the one on the screen. One click buys, so no row may move under the pointer: known rows
 * stay where they are with their newest price, new ones follow. A row that is no longer offered stays too: the carrier
 * shows a sample, and a number that is really gone says so when it is asked for.
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
