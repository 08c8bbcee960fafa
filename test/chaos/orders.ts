import { randomUUID } from "node:crypto";
import { nextNumber, numbersForSale } from "./numbers";
import type { Random } from "./random";
import type { Tenant } from "./tenants";

export type Answer = { status: number; body: unknown };

export type Order = {
  key: string;
  tenant: Tenant;
  phoneNumber: string;
  /** Every attempt is sent twice, concurrently. */
  duplicate: boolean;
  /** Released after it was bought. */
  released: boolean;
  /** The first final answer, which the key must return forever. */
  answer?: Answer;
  attempts: number;
  releaseAccepted?: boolean;
};

const DUPLICATES = 0.25;
const CONTESTED = 0.12;
const CONTEST_WITHIN = 8;

/** Orders in sending sequence. Some compete for a number with another order sent at about the same time. */
export function makeOrders(random: Random, tenants: Tenant[], { purchases, releases }: Sizes): Order[] {
  const numbers = numbersForSale(random);
  const orders: Order[] = [];
  for (let index = 0; index < purchases; index++) {
    const rival = random.chance(CONTESTED)
      ? orders[index - 1 - random.below(Math.min(index, CONTEST_WITHIN))]
      : undefined;
    orders.push({
      key: randomUUID(),
      tenant: random.pick(tenants),
      phoneNumber: rival?.phoneNumber ?? nextNumber(numbers),
      duplicate: random.chance(DUPLICATES),
      released: random.chance(releases / 100),
      attempts: 0,
    });
  }
  return orders;
}

type Sizes = { purchases: number; releases: number };
