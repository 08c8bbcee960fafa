"use client";

import { useLayoutEffect, useSyncExternalStore } from "react";
import { z } from "zod";

const PendingPurchases = z.array(z.object({ id: z.string(), phoneNumber: z.string(), since: z.number() }));
export type PendingPurchase = z.infer<typeof PendingPurchases>[number];

const listeners = new Set<() => void>();
const keyOf = (organizationId: string) => `trunkline-pending-purchases-${organizationId}`;

/**
 * Unanswered purchases: those `known` to the server at render time, and those that this tab started since. They survive
 * closing the dialog and a reload.
 */
export function usePendingPurchases(organizationId: string, known: PendingPurchase[]): PendingPurchase[] {
  const text = useSyncExternalStore(
    subscribe,
    () => readText(organizationId),
    () => JSON.stringify(known),
  );
  useLayoutEffect(() => {
    for (const purchase of known) rememberPurchase(organizationId, purchase);
  }, [organizationId, known]);
  return parse(text);
}

export function rememberPurchase(organizationId: string, purchase: PendingPurchase) {
  const others = parse(readText(organizationId)).filter(({ id }) => id !== purchase.id);
  write(organizationId, [purchase, ...others]);
}

export function forgetPurchase(organizationId: string, purchaseId: string) {
  write(
    organizationId,
    parse(readText(organizationId)).filter(({ id }) => id !== purchaseId),
  );
}

// Fallback without browser storage: follows a purchase until the user leaves the page.
const inMemory = new Map<string, string>();

function readText(organizationId: string): string {
  try {
    return sessionStorage.getItem(keyOf(organizationId)) ?? "[]";
  } catch {
    return inMemory.get(organizationId) ?? "[]";
  }
}

function write(organizationId: string, purchases: PendingPurchase[]) {
  const text = JSON.stringify(purchases);
  try {
    sessionStorage.setItem(keyOf(organizationId), text);
  } catch {
    inMemory.set(organizationId, text);
  }
  for (const listener of listeners) listener();
}

function parse(text: string): PendingPurchase[] {
  try {
    return PendingPurchases.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
