"use client";

import type { ReactNode } from "react";
import { PhoneNumber } from "@/components/phone-numbers/phone-number";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { PendingPurchase } from "./pending-purchases";
import { useFollowPurchase } from "./use-follow-purchase";

const rowClasses = "flex min-h-13 gap-x-4 gap-y-1 border-b px-4 py-2 last:border-b-0 max-sm:flex-col sm:items-center";

/** A purchase whose dialog was closed before the server responded. */
export function BuyingRow({ phoneNumber }: { phoneNumber: string }) {
  return (
    <li className={rowClasses}>
      <PhoneNumber value={phoneNumber} />
      <UnderWay>Buying… The number appears here when the purchase is confirmed.</UnderWay>
    </li>
  );
}

export function PendingPurchaseRow({ purchase }: { purchase: PendingPurchase }) {
  const { needsAttention, dismiss } = useFollowPurchase(purchase);
  return (
    <li className={rowClasses}>
      <PhoneNumber value={purchase.phoneNumber} />
      {needsAttention ? (
        <>
          <p role="status" className="flex-1 text-muted-foreground text-sm">
            We couldn’t confirm this purchase. An administrator needs to check it; you won’t be charged twice.
          </p>
          <Button variant="outline" size="small" onClick={dismiss} className="self-start sm:self-center">
            Dismiss
          </Button>
        </>
      ) : (
        <UnderWay>Still waiting for the carrier. The number appears here when the purchase is confirmed.</UnderWay>
      )}
    </li>
  );
}

function UnderWay({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="flex flex-1 items-center gap-2.5 text-muted-foreground text-sm">
      <Spinner />
      {children}
    </p>
  );
}
