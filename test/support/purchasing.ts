import { POST } from "@/app/api/core/managed-accounts/[managedAccountId]/purchase-number/route";
import { call } from "./api";
import { freshNumber } from "./fresh-number";
import { simulator } from "./world";

type Options = { number?: string; account?: string; headers?: Record<string, string>; body?: object };

/** Buys a number that no other test uses, unless given one. */
export function purchase(token: string, { number = freshNumber(), account = "default", headers, body }: Options = {}) {
  const params = { managedAccountId: account };
  return call(POST, { token, params, body: { phone_number: number, ...body }, ...(headers && { headers }) });
}

/** The number as the account owns it. */
export const atCarrier = async (number: string) =>
  (await simulator.state()).owned.find((owned) => owned.phone_number === number);

/** Resets the carrier for the next test: no faults, an active account, the usual prices. */
export async function calmCarrier(): Promise<void> {
  await simulator.clearFaults();
  await simulator.setAccountStatus("active");
  await simulator.setPrices({ local: "1.15", toll_free: "2.15" });
}
