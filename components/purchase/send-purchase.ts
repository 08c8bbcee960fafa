import { z } from "zod";
import { ApiError, callApi } from "@/lib/api-client/api-client";
import { type Money, PhoneNumberRecord } from "@/lib/numbers/phone-numbers/schemas";
import { PurchasePending } from "@/lib/numbers/purchase/schemas";

const PurchaseAnswer = z.union([PhoneNumberRecord, PurchasePending]);
export type PurchaseAnswer = z.infer<typeof PurchaseAnswer>;

/** `key` is created once per click and reused for its retries. */
export type PurchaseOrder = { phoneNumber: string; price: Money | null; key: string };

const LOST_WAITS_MS = [800, 2000, 4000];
const IN_FLIGHT_MS = 45_000;

/**
 * Buys at most once: retries a lost connection or an order in flight with the same `key`. Throws `ApiError` when
 * refused or without an answer.
 */
export async function sendPurchase(organizationId: string, order: PurchaseOrder): Promise<PurchaseAnswer> {
  const deadline = Date.now() + IN_FLIGHT_MS;
  for (let lost = 0; ; ) {
    try {
      return await ask(organizationId, order);
    } catch (error) {
      const wait = error instanceof ApiError ? waitBeforeAsking(error, lost, deadline) : undefined;
      if (wait === undefined) throw error;
      if (error instanceof ApiError && error.status === 0) lost++;
      await pause(wait);
    }
  }
}

/** Returns undefined when a retry is pointless: the answer is definite, or the time is up. */
function waitBeforeAsking({ status, code, retryAfter }: ApiError, lost: number, deadline: number) {
  if (status === 0) return LOST_WAITS_MS[lost];
  if (code === "idempotency_key_in_flight" && Date.now() < deadline) return (retryAfter ?? 1) * 1000;
  return undefined;
}

function ask(organizationId: string, { phoneNumber, price, key }: PurchaseOrder) {
  return callApi("/core/managed-accounts/default/purchase-number", {
    organizationId,
    method: "POST",
    headers: { "Idempotency-Key": key },
    body: { phone_number: phoneNumber, ...(price && { expected_monthly_price: price }) },
    response: PurchaseAnswer,
  });
}

function pause(milliseconds: number) {
  return new Promise<void>((done) => setTimeout(done, milliseconds));
}

/** Not `crypto.randomUUID`, which is missing on plain http, where many install Trunkline. */
export function makeIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
