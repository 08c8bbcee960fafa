"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationKeys } from "@/components/organizations/queries";
import { ApiError } from "@/lib/api-client/api-client";
import { attemptAfter } from "./attempt-after";
import { rememberPurchase } from "./pending-purchases";
import { usePurchases } from "./purchases-provider";
import { purchaseKeys } from "./queries";
import { type PurchaseAnswer, type PurchaseOrder, sendPurchase } from "./send-purchase";
import { isPurchaseDialogOpen } from "./use-purchase-url";
import { useWelcome } from "./use-welcome";

/** Sends an order and shows the result in its row. Never optimistic: only the server knows what was bought. */
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
    if (!isPurchaseDialogOpen()) tellRefusal(error, order);
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

/** For an order whose row is gone. Only a refusal proves that nothing was bought. */
function tellRefusal(error: Error, { phoneNumber }: PurchaseOrder): void {
  const isRefusal = error instanceof ApiError && error.status >= 400 && error.status < 500;
  const title = isRefusal ? `Couldn't buy ${phoneNumber}` : `The purchase of ${phoneNumber} did not finish`;
  toast.error(title, { description: error.message, duration: 12_000 });
}
