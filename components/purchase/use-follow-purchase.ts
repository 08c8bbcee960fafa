"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { toast } from "sonner";
import { useOrganization } from "@/components/organizations/organization-context";
import { organizationKeys } from "@/components/organizations/queries";
import { ApiError } from "@/lib/api-client/api-client";
import { attemptAfterFailure } from "./attempt-after";
import { forgetPurchase, type PendingPurchase } from "./pending-purchases";
import { usePurchases } from "./purchases-provider";
import { purchaseQuery } from "./queries";
import { useWelcome } from "./use-welcome";

/** Polls the purchase until it ends, then reports the result here and in the dialog if it is still open. */
export function useFollowPurchase({ id, phoneNumber, since }: PendingPurchase) {
  const { id: organizationId } = useOrganization();
  const client = useQueryClient();
  const { mark } = usePurchases();
  const welcome = useWelcome();
  const { data, error } = useQuery(purchaseQuery(organizationId, id, since));
  const unknown = error instanceof ApiError && error.status === 404;
  const dismiss = () => forgetPurchase(organizationId, id);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per end of the purchase
  useEffect(() => {
    const failed = data?.status === "failed";
    if (data?.number) {
      mark(phoneNumber, { step: "bought" });
      welcome(data.number);
    } else if (failed) {
      const { code, detail: sentence } = data.error ?? { code: "", detail: "You have not been charged." };
      mark(phoneNumber, attemptAfterFailure(code, sentence));
      toast.error(`Couldn't buy ${phoneNumber}`, { id, description: sentence, duration: 12_000 });
    } else if (!unknown) {
      return;
    }
    dismiss();
    void client.invalidateQueries({ queryKey: organizationKeys.detail(organizationId) });
  }, [data?.status, data?.number?.id, unknown]);

  return { needsAttention: data?.status === "needs_attention", dismiss };
}
