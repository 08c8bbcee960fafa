import { initiallyEmptyAreaCodes, listStock } from "@/simulator/stock";
import type { Random } from "./random";

/** The simulator's stock, in an order that the seed decides. */
export function numbersForSale(random: Random): Iterator<string, undefined> {
  const stock = [...listStock("local")].filter(({ areaCode }) => !initiallyEmptyAreaCodes.includes(areaCode));
  return random.shuffled(stock.map(({ phoneNumber }) => phoneNumber)).values() as Iterator<string, undefined>;
}

export function nextNumber(numbers: Iterator<string, undefined>): string {
  const { value } = numbers.next();
  if (value === undefined) throw new Error("the simulator has no more numbers");
  return value;
}
