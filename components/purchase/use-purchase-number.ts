"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationKeys } from "@/components/organizations/queries";
import { ApiError } from "@/lib/http/api-client";
import type { Attempt } from "./attempts";
import { rememberPurchase } from "./pending-purchases";
import { priceChangeIn } from "./price-change";
import { usePurchases } from "./purchases-provider";
import { purchaseKeys } from "./queries";
import { type PurchaseAnswer, type PurchaseOrder, sendPurchase } from "./send-purchase";
import { useWelcome } from "./use-welcome";

/** Sends an order and shows in its row what became of it. Never optimistic: bought is what the server says is bought. */
export function usePurchaseNumber() {
  const { id: organizationId } = useOrganization();
  const { mark, reachLimit } = usePurchases();
  const client = useQueryClient();
  const welcome = useWelcome();

  const finish = (answer: PurchaseAnswer, { phoneNumber }: PurchaseOrder) => {
    if ("purchase_id" in answer) {
      mark(phoneNumber, { step: "pending" });
      rememberPurchase(organizationId, { id: answer.purchase_id, phoneNumber, since: Date.now() });
    } else {
      mark(phoneNumber, { step: "bought" });
      welcome(answer);
    }
  };
  const refuse = (error: Error, order: PurchaseOrder) => {
    const code = error instanceof ApiError ? error.code : "";
    if (code === "phone_number_limit_reached") reachLimit();
    mark(order.phoneNumber, attemptAfter(error, order));
    if (code === "number_unavailable") {
      void client.invalidateQueries({ queryKey: purchaseKeys.searches(organizationId) });
    }
  };
  const { mutate } = useMutation({
    mutationFn: (order: PurchaseOrder) => sendPurchase(organizationId, order),
    onMutate: ({ phoneNumber }) => mark(phoneNumber, { step: "buying" }),
    onSuccess: finish,
    onError: refuse,
    onSettled: () => client.invalidateQueries({ queryKey: organizationKeys.detail(organizationId) }),
  });
  return mutate;
}

function attemptAfter(error: Error, { key }: PurchaseOrder): Attempt | undefined {
  if (!(error instanceof ApiError)) return { step: "refused", sentence: error.message, key };
  switch (error.code) {
    case "phone_number_limit_reached":
      return undefined;
    case "number_unavailable":
      return { step: "taken" };
    case "number_already_owned":
      return { step: "already_owned" };
    case "regulatory_required":
      return { step: "ruled_out", sentence: error.message, label: "Documents required" };
    case "invalid_phone_number":
      return { step: "ruled_out", sentence: error.message, label: "Not for sale" };
    case "price_changed":
      return priceChangeIn(error) ?? { step: "refused", sentence: error.message };
    default: {
      // A definite no is stored under its key; anything else may be asked again under the same one.
      const isDefinite = error.status >= 400 && error.status < 500 && error.status !== 429;
      return { step: "refused", sentence: sentenceOf(error), key: isDefinite ? undefined : key };
    }
  }
}

function sentenceOf(error: ApiError): string {
  if (error.status !== 0) return error.message;
  return "Trunkline cannot be reached, so we cannot see whether the order arrived. Retry does not buy twice.";
}
