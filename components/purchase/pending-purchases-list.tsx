"use client";

import { useOrganization } from "@/components/organizations/organization-context";
import { BuyingRow, PendingPurchaseRow } from "./pending-purchase-row";
import { type PendingPurchase, usePendingPurchases } from "./pending-purchases";
import { usePurchases } from "./purchases-provider";
import { usePurchaseUrl } from "./use-purchase-url";

/** Shown above the directory until the carrier answers. While the dialog is open, its rows show the same. */
export function PendingPurchasesList({ known }: { known: PendingPurchase[] }) {
  const { id } = useOrganization();
  const pending = usePendingPurchases(id, known);
  const { attempts } = usePurchases();
  const { open } = usePurchaseUrl();
  const isPending = (phoneNumber: string) => pending.some((purchase) => purchase.phoneNumber === phoneNumber);
  const buying = open
    ? []
    : [...attempts].filter(([phoneNumber, { step }]) => step === "buying" && !isPending(phoneNumber));
  if (pending.length === 0 && buying.length === 0) return null;
  return (
    <ul aria-label="Purchases in progress" className="mb-3 overflow-hidden rounded-card border bg-surface">
      {buying.map(([phoneNumber]) => (
        <BuyingRow key={phoneNumber} phoneNumber={phoneNumber} />
      ))}
      {pending.map((purchase) => (
        <PendingPurchaseRow key={purchase.id} purchase={purchase} />
      ))}
    </ul>
  );
}
